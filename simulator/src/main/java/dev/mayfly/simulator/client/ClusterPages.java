package dev.mayfly.simulator.client;

import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Cluster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.emr.model.ClusterSummary;
import software.amazon.awssdk.services.emr.model.ListClustersRequest;
import software.amazon.awssdk.services.emr.model.ListClustersResponse;

/** ListClusters: filtered by time and state, in pages, in an order that means nothing, perhaps as things were a while ago. */
final class ClusterPages {
    static ListClustersResponse page(Account world, ListClustersRequest request, long age) {
        List<ClusterSummary> all = new ArrayList<>();
        for (Cluster cluster : world.clusters()) {
            cluster.view(age)
                    .filter(view -> request.clusterStates().isEmpty()
                            || request.clusterStates().contains(view.state()))
                    .filter(view -> request.createdAfter() == null
                            || !cluster.createdAt().isBefore(request.createdAfter()))
                    .ifPresent(view -> all.add(EmrShapes.summary(cluster, view)));
        }
        all.sort(Comparator.comparing(summary -> summary.id().hashCode() * 0x9E3779B1));
        int from = request.marker() == null ? 0 : Integer.parseInt(request.marker());
        int to = Math.min(all.size(), from + world.habits().clustersInAPage());
        return ListClustersResponse.builder()
                .clusters(all.subList(Math.min(from, to), to))
                .marker(to < all.size() ? Integer.toString(to) : null)
                .build();
    }

    private ClusterPages() {}
}
