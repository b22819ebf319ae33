package dev.mayfly.simulator.mutant;

import dev.mayfly.simulator.client.SimulatedEmr;
import dev.mayfly.simulator.cloud.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.emr.model.BootstrapActionConfig;
import software.amazon.awssdk.services.emr.model.ListClustersRequest;
import software.amazon.awssdk.services.emr.model.ListClustersResponse;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;
import software.amazon.awssdk.services.emr.model.RunJobFlowResponse;
import software.amazon.awssdk.services.emr.model.TerminateJobFlowsRequest;
import software.amazon.awssdk.services.emr.model.TerminateJobFlowsResponse;

/** Ways to be careless with EMR. */
final class MutatedEmr {
    /** What is not on the first page is not there. */
    static final class FirstPageOnly extends SimulatedEmr {
        FirstPageOnly(Supplier<Account> account) {
            super(account);
        }

        @Override
        public ListClustersResponse listClusters(ListClustersRequest request) {
            return super.listClusters(request).toBuilder().marker(null).build();
        }
    }

    /** The SDK's own retries, as they are unless somebody turns them off. */
    static final class RetriesLaunch extends SimulatedEmr {
        private static final int RETRIES = 2;

        RetriesLaunch(Supplier<Account> account) {
            super(account);
        }

        @Override
        public RunJobFlowResponse runJobFlow(RunJobFlowRequest request) {
            return launched(request, RETRIES);
        }

        private RunJobFlowResponse launched(RunJobFlowRequest request, int retries) {
            try {
                return super.runJobFlow(request);
            } catch (SdkClientException e) {
                if (retries == 0) {
                    throw e;
                }
                return launched(request, retries - 1);
            }
        }
    }

    /** The node is not told when to power itself off. */
    static final class WithoutDeadMan extends SimulatedEmr {
        WithoutDeadMan(Supplier<Account> account) {
            super(account);
        }

        @Override
        public RunJobFlowResponse runJobFlow(RunJobFlowRequest request) {
            return super.runJobFlow(request.toBuilder()
                    .bootstrapActions(List.<BootstrapActionConfig>of())
                    .build());
        }
    }

    /** The node powers itself off ten minutes after the moment that it is told. */
    static final class LateDeadMan extends SimulatedEmr {
        private static final String MOMENT = "--at";
        private static final long LATER = 600;

        LateDeadMan(Supplier<Account> account) {
            super(account);
        }

        @Override
        public RunJobFlowResponse runJobFlow(RunJobFlowRequest request) {
            return super.runJobFlow(request.toBuilder()
                    .bootstrapActions(request.bootstrapActions().stream()
                            .map(LateDeadMan::later)
                            .toList())
                    .build());
        }

        private static BootstrapActionConfig later(BootstrapActionConfig action) {
            List<String> args = new ArrayList<>(action.scriptBootstrapAction().args());
            int at = args.indexOf(MOMENT) + 1;
            if (at > 0) {
                args.set(at, Long.toString(Long.parseLong(args.get(at)) + LATER));
            }
            return action.toBuilder()
                    .scriptBootstrapAction(action.scriptBootstrapAction().toBuilder()
                            .args(args)
                            .build())
                    .build();
        }
    }

    /** What is told to stop never hears of it. */
    static final class NeverStops extends SimulatedEmr {
        NeverStops(Supplier<Account> account) {
            super(account);
        }

        @Override
        public TerminateJobFlowsResponse terminateJobFlows(TerminateJobFlowsRequest request) {
            return TerminateJobFlowsResponse.builder().build();
        }
    }

    private MutatedEmr() {}
}
