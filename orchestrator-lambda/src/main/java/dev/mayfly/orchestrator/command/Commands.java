package dev.mayfly.orchestrator.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.orchestrator.dataset.InvalidDatasetException;
import dev.mayfly.orchestrator.ledger.Ledger;
import dev.mayfly.orchestrator.reconcile.DatasetDirectory;
import dev.mayfly.orchestrator.reconcile.Deployment;
import dev.mayfly.orchestrator.run.UserCommand;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person can ask for, from the Lambda console or the command line; the same guards hold as for everything else. */
public final class Commands {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    /** What is accepted, as examples. */
    public static final List<String> ACCEPTED = List.of(
            "{\"command\":\"run\",\"dataset\":\"retailrocket\"}",
            "{\"command\":\"rerun\",\"dataset\":\"retailrocket\",\"by\":\"you\",\"reason\":\"why\",\"budgetUsd\":1.5}",
            "{\"command\":\"plan\",\"dataset\":\"retailrocket\",\"budgetUsd\":1.5}",
            "{\"command\":\"status\",\"dataset\":\"retailrocket\"}",
            "{\"command\":\"status\",\"run\":\"20260101T000000Z-0a1b2c3d\"}",
            "{\"command\":\"runs\",\"dataset\":\"retailrocket\",\"limit\":10}",
            "{\"command\":\"cancel\",\"dataset\":\"retailrocket\",\"by\":\"you\",\"reason\":\"why\"}",
            "{\"command\":\"hold\",\"dataset\":\"retailrocket\",\"by\":\"you\",\"reason\":\"why\"}",
            "{\"command\":\"release\",\"dataset\":\"retailrocket\",\"by\":\"you\",\"reason\":\"why\"}",
            "{\"command\":\"approve\",\"dataset\":\"retailrocket\",\"by\":\"you\",\"reason\":\"why\"}",
            "{\"command\":\"rollback\",\"dataset\":\"retailrocket\",\"to\":\"RUN\",\"by\":\"you\",\"reason\":\"why\"}",
            "{\"command\":\"pin\",\"dataset\":\"retailrocket\",\"to\":\"RUN\",\"by\":\"you\",\"reason\":\"why\"}",
            "{\"command\":\"unpin\",\"dataset\":\"retailrocket\",\"to\":\"RUN\",\"by\":\"you\",\"reason\":\"why\"}",
            "{\"command\":\"audit\",\"dataset\":\"retailrocket\",\"by\":\"you\",\"reason\":\"why\"}",
            "{\"command\":\"reap\",\"dryRun\":true}",
            "{\"command\":\"drain\",\"by\":\"you\",\"reason\":\"why\"}");

    /** People wait for the answer; what is left is for the next look. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final DatasetDirectory known;
    private final Ledger ledger;
    private final CommandExecutor saying;
    private final StatusQueries telling;
    private final DryRun rehearsal;
    private final DrainCommand draining;
    private final ReapCommand reaping;
    private final Deployment deployment;
    private final Clock clock;

    @Inject
    public Commands(
            DatasetDirectory known,
            Ledger ledger,
            CommandExecutor saying,
            StatusQueries telling,
            DryRun rehearsal,
            DrainCommand draining,
            ReapCommand reaping,
            Deployment deployment,
            Clock clock) {
        this.known = known;
        this.ledger = ledger;
        this.saying = saying;
        this.telling = telling;
        this.rehearsal = rehearsal;
        this.draining = draining;
        this.reaping = reaping;
        this.deployment = deployment;
        this.clock = clock;
    }

    /** The answer to a payload with a {@code command}, within ten seconds. */
    public Map<String, Object> answer(JsonNode payload, String invocation, BooleanSupplier timeLeft) {
        Instant end = clock.instant().plus(PATIENCE);
        BooleanSupplier patience =
                () -> timeLeft.getAsBoolean() && clock.instant().isBefore(end);
        try {
            return answer(request(payload), invocation, patience);
        } catch (InvalidDatasetException e) {
            Map<String, Object> answer = notUnderstood(e.getMessage());
            answer.put("problems", e.problems().stream().map(Object::toString).toList());
            return answer;
        } catch (InvalidCommandException e) {
            return notUnderstood(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("a command could not be answered", e);
            return failed(payload.path("command").asText(), e);
        }
    }

    /** What went wrong under way: how far it came, nobody can tell here. What our own parts refuse says what is to be mended. */
    private static Map<String, Object> failed(String command, RuntimeException failure) {
        boolean mendable = failure instanceof IllegalStateException || failure instanceof IllegalArgumentException;
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", false);
        answer.put("command", command);
        answer.put(
                "message",
                "The command failed: "
                        + Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString));
        answer.put(
                "next",
                mendable
                        ? "Fix the problem above, run `status` to see the current state, then retry."
                        : "Run `status` in a minute to see the current state, then retry. The function's log has the details.");
        return answer;
    }

    private static CommandRequest request(JsonNode payload) {
        String said = payload.path("command").asText();
        return new CommandRequest(
                CommandName.of(said)
                        .orElseThrow(() -> new InvalidCommandException("there is no command '%s'%s; there are %s"
                                .formatted(
                                        said,
                                        meant(SpellingSuggestion.of(said, CommandName.all())),
                                        CommandName.all()))),
                payload);
    }

    private Map<String, Object> answer(CommandRequest request, String invocation, BooleanSupplier patience) {
        return switch (request.word()) {
            case REAP -> reaping.reap(request.dryRun(), patience);
            case DRAIN -> draining.drain(request.ask(UserCommand.Verb.HOLD, deployment.perRun()), invocation, patience);
            case STATUS ->
                request.run().isPresent()
                        ? telling.byRunId(request.run().get(), writtenOf(request), patience)
                        : status(readable(request), invocation);
            case RUNS -> telling.runs(readable(request), request.limit(StatusQueries.USUAL_LIMIT));
            case PLAN -> rehearsal.plan(dataset(request), request.budget(deployment.perRun()), invocation);
            case RUN, RERUN, CANCEL, HOLD, RELEASE, APPROVE, ROLLBACK, PIN, UNPIN, AUDIT ->
                asked(request, invocation, patience);
        };
    }

    private Map<String, Object> status(String dataset, String invocation) {
        return telling.status(dataset, rehearsal.awaited(dataset, invocation));
    }

    private Map<String, Object> asked(CommandRequest request, String invocation, BooleanSupplier patience) {
        UserCommand ask = request.ask(UserCommand.Verb.valueOf(request.word().name()), deployment.perRun());
        String dataset = dataset(request);
        CommandExecutor.CommandResult said = saying.execute(dataset, ask, invocation, patience);
        return telling.afterCommand(request.word().text(), dataset, said);
    }

    /** The dataset that a word is about: one that is defined, or of which a run is in hand though its definition was taken away. */
    private String dataset(CommandRequest request) {
        return dataset(request, known::hasActiveRun);
    }

    /** The same, or one of which anything was ever written: to tell of it does no harm. */
    private String readable(CommandRequest request) {
        return dataset(request, name -> ledger.read(name).isPresent());
    }

    private String dataset(CommandRequest request, Predicate<String> stillThere) {
        Set<String> names = known.defined();
        String dataset = request.dataset()
                .orElseThrow(() -> new InvalidCommandException("\"dataset\" is required for `%s`; there are %s"
                        .formatted(request.word().text(), names)));
        if (!names.contains(dataset) && !stillThere.test(dataset)) {
            throw new InvalidCommandException("there is no dataset '%s'%s; there are %s"
                    .formatted(dataset, meant(SpellingSuggestion.of(dataset, names)), names));
        }
        return dataset;
    }

    /** Where a run may be. */
    private List<String> writtenOf(CommandRequest request) {
        return request.dataset().isPresent() ? List.of(readable(request)) : known.definedOrRecorded(known.defined());
    }

    private static String meant(Optional<String> nearest) {
        return nearest.map(" (did you mean '%s'?)"::formatted).orElse("");
    }

    /** The answer to what is not known: what is wrong, and what would be right. */
    public Map<String, Object> notUnderstood(String message) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", false);
        answer.put("message", message);
        answer.put("accepted", ACCEPTED);
        return answer;
    }
}
