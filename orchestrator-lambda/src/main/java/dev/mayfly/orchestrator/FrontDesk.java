package dev.mayfly.orchestrator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.orchestrator.command.Commands;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.reconcile.DatasetShelf;
import dev.mayfly.orchestrator.reconcile.Deployment;
import dev.mayfly.orchestrator.reconcile.Reconciler;
import dev.mayfly.orchestrator.trigger.Trigger;
import dev.mayfly.orchestrator.trigger.TriggerReader;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells for each event which datasets are to be looked at, and answers in JSON. */
final class FrontDesk {
    private static final Logger LOG = LoggerFactory.getLogger(FrontDesk.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private final DatasetShelf shelf;
    private final Reconciler reconciler;
    private final Commands commands;
    private final Deployment deployment;

    @Inject
    FrontDesk(DatasetShelf shelf, Reconciler reconciler, Commands commands, Deployment deployment) {
        this.shelf = shelf;
        this.reconciler = reconciler;
        this.commands = commands;
        this.deployment = deployment;
    }

    byte[] answer(byte[] event, String invocation, BooleanSupplier timeLeft) {
        Trigger trigger = TriggerReader.read(event);
        if (trigger instanceof Trigger.Asked asked) {
            return json(commands.answer(asked.payload(), invocation, timeLeft));
        }
        if (trigger instanceof Trigger.Unknown unknown) {
            LOG.warn("not understood: {}", unknown.what());
            return json(commands.notUnderstood("this is no event or command that is known here: " + unknown.what()));
        }
        if (trigger instanceof Trigger.Ignored ignored) {
            return json(Map.of("ok", true, "message", "nothing to do for " + ignored.what()));
        }
        return json(Map.of("ok", true, "looks", looks(concerned(trigger), invocation, timeLeft)));
    }

    private Predicate<String> concerned(Trigger trigger) {
        if (trigger instanceof Trigger.FilesArrived files) {
            return name -> shelf.dataset(name)
                    .map(dataset -> receives(dataset, files.objects()))
                    .orElse(false);
        }
        if (trigger instanceof Trigger.ClustersChanged changed) {
            return name -> changed.names().stream()
                    .anyMatch(cluster -> cluster.startsWith(deployment.clusterNamePrefix(name)));
        }
        return name -> true;
    }

    private static boolean receives(Dataset dataset, Set<String> objects) {
        return objects.stream()
                .anyMatch(object -> object.startsWith(dataset.source().toString()));
    }

    /** Every dataset is looked at, even if a look at another fails; then the failure is told, so that the event comes again. */
    private Map<String, String> looks(Predicate<String> concerned, String invocation, BooleanSupplier timeLeft) {
        Map<String, String> looks = new LinkedHashMap<>();
        RuntimeException failure = null;
        for (String name : shelf.names()) {
            try {
                if (timeLeft.getAsBoolean() && concerned.test(name)) {
                    looks.put(name, reconciler.look(name, Optional.empty(), invocation, timeLeft));
                    LOG.info("{}: {}", name, looks.get(name));
                }
            } catch (RuntimeException e) {
                LOG.error("the look at {} failed", name, e);
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return looks;
    }

    private static byte[] json(Object answer) {
        try {
            return JSON.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + answer, e);
        }
    }
}
