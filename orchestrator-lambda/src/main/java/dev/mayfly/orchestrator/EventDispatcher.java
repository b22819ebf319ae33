package dev.mayfly.orchestrator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.orchestrator.command.Commands;
import dev.mayfly.orchestrator.log.JsonWriter;
import dev.mayfly.orchestrator.reconcile.IdGenerator;
import dev.mayfly.orchestrator.reconcile.OrphanReaper;
import dev.mayfly.orchestrator.reconcile.ReconcileDispatcher;
import dev.mayfly.orchestrator.trigger.Trigger;
import dev.mayfly.orchestrator.trigger.TriggerReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what an event asks for, has it done, and answers in JSON. */
final class EventDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(EventDispatcher.class);
    private static final int SHOWN = 200;
    private final ReconcileDispatcher looks;
    private final OrphanReaper sweep;
    private final Supplier<Commands> commands;
    private final IdGenerator names;

    EventDispatcher(ReconcileDispatcher looks, OrphanReaper sweep, Supplier<Commands> commands, IdGenerator names) {
        this.names = names;
        this.looks = looks;
        this.sweep = sweep;
        this.commands = commands;
    }

    byte[] handle(byte[] event, String requestId, BooleanSupplier timeLeft) {
        String invocation = names.invocation(requestId);
        Trigger trigger = TriggerReader.read(event);
        if (trigger instanceof Trigger.Command asked) {
            return json(commands.get().answer(asked.payload(), invocation, timeLeft));
        }
        if (trigger instanceof Trigger.Unknown unknown) {
            // What it says is for whoever sent it, not for a log.
            LOG.warn("an event of {} bytes is not understood", event.length);
            return json(
                    commands.get().notUnderstood("this is no event or command that is known here: " + unknown.what()));
        }
        if (trigger instanceof Trigger.Ignored ignored) {
            return json(well("message", "nothing to do for " + ignored.what()));
        }
        if (trigger instanceof Trigger.Tick) {
            return JsonWriter.of(tick(invocation, timeLeft)).getBytes(UTF_8);
        }
        List<String> concerned = concerned(trigger);
        if (concerned.isEmpty()) {
            Map<String, Object> answer =
                    commands.get().notUnderstood("this concerns no dataset: " + shown(trigger.toString()));
            answer.put("ok", true);
            return json(answer);
        }
        return json(well("looks", looks.reconcile(concerned, invocation, timeLeft)));
    }

    /** One sweep over the clusters; then every dataset is looked at, each on its own where there are several. */
    private Map<String, Object> tick(String invocation, BooleanSupplier timeLeft) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", true);
        RuntimeException failure = null;
        try {
            OrphanReaper.ReapResult swept = sweep.reap(timeLeft);
            answer.put(
                    "reaped",
                    swept.orphans().stream().map(OrphanReaper.Orphan::clusterId).toList());
            failure =
                    swept.problems().isEmpty() ? null : new IllegalStateException(String.join("; ", swept.problems()));
        } catch (RuntimeException e) {
            LOG.error("the sweep failed", e);
            failure = e;
        }
        answer.put("looks", looks.reconcileAll(invocation, timeLeft));
        if (failure != null) {
            throw failure;
        }
        return answer;
    }

    /** An answer is the same text in every process, which {@code Map.of} is not. */
    private static Map<String, Object> well(String what, Object value) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", true);
        answer.put(what, value);
        return answer;
    }

    private List<String> concerned(Trigger trigger) {
        if (trigger instanceof Trigger.FilesArrived files) {
            return looks.datasetsForObjects(files.objects());
        }
        if (trigger instanceof Trigger.ClustersChanged changed) {
            return looks.datasetsForClusters(changed.names());
        }
        return trigger instanceof Trigger.ReconcileRequest look ? List.of(look.dataset()) : List.of();
    }

    private static String shown(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }

    /** Made when an answer needs it; a tick's does not. */
    private static final class Json {
        private static final ObjectMapper MAPPER = new ObjectMapper();
    }

    private static byte[] json(Object answer) {
        try {
            return Json.MAPPER.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + answer, e);
        }
    }
}
