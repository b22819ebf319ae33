package dev.mayfly.simulator.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.mayfly.orchestrator.OrchestratorHandler;
import dev.mayfly.simulator.fault.Killable;
import dev.mayfly.simulator.fault.SimulatedCrash;
import dev.mayfly.simulator.time.VirtualTime;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** One run of the function's real handler on one event, with the time that Lambda gives it. */
final class Invocation implements Killable, Context {
    static final long LIMIT_MILLIS = 120_000;
    private final String id;
    private final Delivery delivery;
    private final OrchestratorHandler handler;
    private final VirtualTime time;
    private final Function function;
    private final long endsAt;

    Invocation(String id, Delivery delivery, OrchestratorHandler handler, VirtualTime time, Function function) {
        this.id = id;
        this.delivery = delivery;
        this.handler = handler;
        this.time = time;
        this.function = function;
        this.endsAt = time.millis() + LIMIT_MILLIS;
    }

    @Override
    public void run() {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        String failure = "";
        try {
            handler.handleRequest(new ByteArrayInputStream(delivery.payload().getBytes(UTF_8)), answer, this);
        } catch (SimulatedCrash killed) {
            failure = "killed: " + killed.getMessage();
        } catch (RuntimeException | IOException e) {
            failure = String.valueOf(e);
        }
        function.ended(this, delivery, failure, answer.toString(UTF_8));
    }

    @Override
    public long diesAt() {
        return endsAt;
    }

    @Override
    public String deployment() {
        return function.deployment();
    }

    @Override
    public String getAwsRequestId() {
        return id;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return (int) (endsAt - time.millis());
    }

    @Override
    public String getLogGroupName() {
        return "";
    }

    @Override
    public String getLogStreamName() {
        return "";
    }

    @Override
    public String getFunctionName() {
        return "mayfly";
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:us-east-1:123456789012:function:mayfly";
    }

    @Override
    public CognitoIdentity getIdentity() {
        throw new UnsupportedOperationException("nobody calls through Cognito");
    }

    @Override
    public ClientContext getClientContext() {
        throw new UnsupportedOperationException("nobody calls from a mobile client");
    }

    @Override
    public int getMemoryLimitInMB() {
        return 512;
    }

    @Override
    public LambdaLogger getLogger() {
        throw new UnsupportedOperationException("the function logs through SLF4J");
    }
}
