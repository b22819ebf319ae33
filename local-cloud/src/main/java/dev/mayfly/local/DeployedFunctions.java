package dev.mayfly.local;

import dev.mayfly.local.lambda.EventSourceMapping;
import dev.mayfly.local.lambda.FunctionDefinition;
import dev.mayfly.local.lambda.LambdaService;
import dev.mayfly.local.template.Deployment;
import java.nio.file.Path;
import java.time.Duration;

/** Brings the template's functions to life: their code first, then what feeds them. */
record DeployedFunctions(Deployment deployment, Path templateFolder, int environments) {
    // What Lambda does where a template says nothing.
    private static final Duration LONGEST_EVENT_AGE = Duration.ofHours(6);

    void to(LambdaService lambda) {
        deployment.functions().forEach(function -> lambda.deploy(definition(function)));
        deployment
                .functions()
                .forEach(function -> function.mappings()
                        .forEach(mapping -> lambda.feed(
                                function.name(),
                                new EventSourceMapping(
                                        mapping.queueArn(),
                                        mapping.batchSize(),
                                        mapping.batchingWindow(),
                                        mapping.maximumConcurrency().orElse(environments),
                                        mapping.reportsBatchItemFailures()))));
    }

    private FunctionDefinition definition(Deployment.Function function) {
        return new FunctionDefinition(
                function.name(),
                function.handler(),
                templateFolder.resolve(function.code()).normalize(),
                function.timeout(),
                function.memoryMb(),
                function.environment(),
                function.maximumRetries(),
                LONGEST_EVENT_AGE);
    }
}
