package dev.mayfly.simulator.mutant;

import dev.mayfly.orchestrator.cluster.ActiveCluster;
import dev.mayfly.orchestrator.cluster.ClusterGateway;
import dev.mayfly.orchestrator.cluster.EmrClusterGateway;
import dev.mayfly.orchestrator.cluster.LaunchSpec;
import dev.mayfly.orchestrator.reconcile.Deployment;
import dev.mayfly.orchestrator.run.ActionResult;
import dev.mayfly.orchestrator.run.ClusterStatus;
import dev.mayfly.simulator.cloud.Account;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ways to be careless with clusters. */
final class MutatedClusters {
    private static class Careful implements ClusterGateway {
        private final EmrClusterGateway emr;

        Careful(EmrClusterGateway emr) {
            this.emr = emr;
        }

        @Override
        public ActionResult launch(LaunchSpec order) {
            return emr.launch(order);
        }

        @Override
        public ClusterStatus findByName(String name, Instant since) {
            return emr.findByName(name, since);
        }

        @Override
        public ClusterStatus describe(String clusterId) {
            return emr.describe(clusterId);
        }

        @Override
        public List<ActiveCluster> listActive(String namePrefix) {
            return emr.listActive(namePrefix);
        }

        @Override
        public Optional<Map<String, String>> tags(String clusterId) {
            return emr.tags(clusterId);
        }

        @Override
        public void terminate(String clusterId) {
            emr.terminate(clusterId);
        }
    }

    /** A cluster whose id stands in no head is an orphan, though its answer may only be on the way. */
    static final class ReapsPending extends Careful {
        private final Provider<Account> account;

        @Inject
        ReapsPending(EmrClusterGateway emr, Provider<Account> account) {
            super(emr);
            this.account = account;
        }

        @Override
        public List<ActiveCluster> listActive(String namePrefix) {
            List<ActiveCluster> active = super.listActive(namePrefix);
            active.stream()
                    .filter(cluster -> !known(cluster.id(), namePrefix))
                    .forEach(cluster -> terminate(cluster.id()));
            return active;
        }

        private boolean known(String id, String namePrefix) {
            String deployment = namePrefix.split("/", -1)[1];
            return account.get().buckets().list(deployment + "-state", "ledger/").values().stream()
                    .anyMatch(head -> new String(head.bytes(), StandardCharsets.UTF_8).contains("\"" + id + "\""));
        }
    }

    /** Nobody looks for clusters that no run stands for. */
    static final class ReapsNothing extends Careful {
        @Inject
        ReapsNothing(EmrClusterGateway emr) {
            super(emr);
        }

        @Override
        public List<ActiveCluster> listActive(String namePrefix) {
            return List.of();
        }
    }

    /** A deployment's name without the slash after it begins the names of others, too, and their tags are not asked for. */
    static final class ReapsForeign extends Careful {
        private String own = "";

        @Inject
        ReapsForeign(EmrClusterGateway emr) {
            super(emr);
        }

        @Override
        public List<ActiveCluster> listActive(String namePrefix) {
            own = namePrefix.split("/", -1)[1];
            return super.listActive("mayfly/" + own);
        }

        @Override
        public Optional<Map<String, String>> tags(String clusterId) {
            return Optional.of(Map.of(Deployment.TAG, own));
        }
    }

    /** What tutorials do: look for a cluster of that name; where none is shown, start one. */
    static final class ListThenRun extends Careful {
        private final Map<String, LaunchSpec> orders = new HashMap<>();

        @Inject
        ListThenRun(EmrClusterGateway emr) {
            super(emr);
        }

        @Override
        public ActionResult launch(LaunchSpec order) {
            orders.put(order.name(), order);
            return super.launch(order);
        }

        @Override
        public ClusterStatus findByName(String name, Instant since) {
            ClusterStatus sight = super.findByName(name, since);
            LaunchSpec order = orders.get(name);
            return sight instanceof ClusterStatus.NotFound
                            && order != null
                            && launch(order) instanceof ActionResult.Launched launched
                    ? describe(launched.clusterId())
                    : sight;
        }
    }

    /** A step that its cluster did not live to start is read as one that failed. */
    static final class UnstartedIsFailed extends Careful {
        @Inject
        UnstartedIsFailed(EmrClusterGateway emr) {
            super(emr);
        }

        @Override
        public ClusterStatus describe(String clusterId) {
            ClusterStatus sight = super.describe(clusterId);
            return sight instanceof ClusterStatus.Found seen
                    ? with(seen, seen.reason(), seen.endCause(), seen.step().map(UnstartedIsFailed::failed))
                    : sight;
        }

        private static ClusterStatus.Step failed(ClusterStatus.Step step) {
            return step.state() == ClusterStatus.StepState.NEVER_RAN
                    ? new ClusterStatus.Step(step.id(), ClusterStatus.StepState.FAILED, step.startedAt(), step.detail())
                    : step;
        }
    }

    /** Why EMR ended a cluster is told to nobody. */
    static final class WithoutReasons extends Careful {
        @Inject
        WithoutReasons(EmrClusterGateway emr) {
            super(emr);
        }

        @Override
        public ClusterStatus describe(String clusterId) {
            ClusterStatus sight = super.describe(clusterId);
            return sight instanceof ClusterStatus.Found seen ? with(seen, "", seen.endCause(), seen.step()) : sight;
        }
    }

    /** A cluster that ended for this cause is taken for one that was lost. */
    private abstract static class CauseOverlooked extends Careful {
        private final ClusterStatus.EndCause cause;

        CauseOverlooked(EmrClusterGateway emr, ClusterStatus.EndCause cause) {
            super(emr);
            this.cause = cause;
        }

        @Override
        public ClusterStatus describe(String clusterId) {
            ClusterStatus sight = super.describe(clusterId);
            return sight instanceof ClusterStatus.Found seen && seen.endCause() == cause
                    ? with(seen, seen.reason(), ClusterStatus.EndCause.UNKNOWN, seen.step())
                    : sight;
        }
    }

    /** What a person terminated is launched again. */
    static final class PersonsOverlooked extends CauseOverlooked {
        @Inject
        PersonsOverlooked(EmrClusterGateway emr) {
            super(emr, ClusterStatus.EndCause.USER_REQUEST);
        }
    }

    /** What had no capacity is tried again as it was. */
    static final class CapacityOverlooked extends CauseOverlooked {
        @Inject
        CapacityOverlooked(EmrClusterGateway emr) {
            super(emr, ClusterStatus.EndCause.CAPACITY);
        }
    }

    /** The subnet that was full is asked again. */
    static final class AsksFullSubnets extends Careful {
        @Inject
        AsksFullSubnets(EmrClusterGateway emr) {
            super(emr);
        }

        @Override
        public ActionResult launch(LaunchSpec order) {
            return super.launch(new LaunchSpec(
                    order.name(),
                    order.template(),
                    order.tags(),
                    List.of(),
                    order.plan(),
                    order.planSha256(),
                    order.deadManAt()));
        }
    }

    private static ClusterStatus.Found with(
            ClusterStatus.Found seen,
            String reason,
            ClusterStatus.EndCause endCause,
            Optional<ClusterStatus.Step> step) {
        return new ClusterStatus.Found(
                seen.clusterId(),
                seen.state(),
                reason,
                endCause,
                seen.subnet(),
                seen.createdAt(),
                seen.endedAt(),
                step);
    }

    private MutatedClusters() {}
}
