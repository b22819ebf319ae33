package dev.mayfly.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.mayfly.local", importOptions = ImportOption.DoNotIncludeTests.class)
class LocalCloudArchitectureTest {
    @ArchTest
    static final ArchRule THE_CLOUD_KNOWS_NOTHING_OF_WHAT_RUNS_ON_IT = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.mayfly.orchestrator..", "dev.mayfly.job..", "dev.mayfly.cli..");

    @ArchTest
    static final ArchRule THE_FRONT_KNOWS_NO_SERVICE = noClasses()
            .that()
            .resideInAPackage("dev.mayfly.local.http")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.mayfly.local.s3..",
                    "dev.mayfly.local.glue..",
                    "dev.mayfly.local.sqs..",
                    "dev.mayfly.local.sns..",
                    "dev.mayfly.local.scheduler..",
                    "dev.mayfly.local.events..",
                    "dev.mayfly.local.emr..",
                    "dev.mayfly.local.lambda..");

    @ArchTest
    static final ArchRule ONLY_THE_S3_SERVICE_KNOWS_WHAT_KEEPS_OBJECTS = classes()
            .that()
            .resideOutsideOfPackages("dev.mayfly.local.s3")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackage("org.gaul..");
}
