package dev.mayfly.simulator.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.orchestrator.OrchestratorHandler;
import dev.mayfly.simulator.cloud.Account;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The function on Lambda: a few invocations at once, each of any deployed version, and failed events tried again. */
public final class Function {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int AT_ONCE = 2;
    private static final long RETRY_MILLIS = 60_000;
    private final String deployment;
    private final Account account;
    private final Versions versions;
    private final Deque<Delivery> waiting = new ArrayDeque<>();
    private final Set<Invocation> running = new LinkedHashSet<>();
    private boolean dead;
    private int requests;
    private int invocations;

    public Function(String deployment, Account account, Versions versions) {
        this.deployment = deployment;
        this.account = account;
        this.versions = versions;
    }

    public String deployment() {
        return deployment;
    }

    /** Hands an event to the function. */
    public void deliver(Delivery delivery) {
        deliver(delivery, 1);
    }

    /** Hands an event to the function so often, as one and the same request: Lambda promises once at least. */
    public void deliver(Delivery delivery, int copies) {
        if (!dead) {
            requests += delivery.id().isEmpty() ? 1 : 0;
            Delivery request = delivery.as("i" + requests);
            for (int i = 0; i < copies; i++) {
                waiting.add(request);
                startNext();
            }
        }
    }

    private void startNext() {
        if (waiting.isEmpty() || running.size() >= AT_ONCE) {
            return;
        }
        Delivery delivery = waiting.poll();
        invocations++;
        List<OrchestratorHandler> answering = versions.at(account.time().elapsed());
        OrchestratorHandler version = answering.get(account.random().nextInt(answering.size()));
        Invocation invocation = new Invocation(delivery.id(), delivery, version, account.time(), this);
        running.add(invocation);
        account.trace()
                .note(
                        account.time().elapsed(),
                        "invoked",
                        () -> invocation.getAwsRequestId() + " by " + delivery.what());
        account.time().taskAfter(0, invocation);
    }

    void ended(Invocation invocation, Delivery delivery, String failure, String answer) {
        running.remove(invocation);
        account.trace()
                .note(
                        account.time().elapsed(),
                        failure.isEmpty() ? "answered" : "failed",
                        () -> invocation.getAwsRequestId() + " " + failure + answer);
        if (failure.isEmpty() && delivery.asked()) {
            JsonNode asked = json(delivery.payload());
            JsonNode said = json(answer);
            account.checkers().forEach(checker -> checker.answered(deployment, asked, said));
        }
        if (!failure.isEmpty() && delivery.retries() > 0) {
            account.time().after(RETRY_MILLIS, () -> deliver(delivery.again()));
        }
        account.time().after(0, this::startNext);
    }

    /** From now on nothing of ours runs any more. */
    public void die() {
        dead = true;
        waiting.clear();
    }

    /** Whether nothing waits and nothing runs. */
    public boolean idle() {
        return waiting.isEmpty() && running.isEmpty();
    }

    public int invocations() {
        return invocations;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON: " + text, e);
        }
    }
}
