package dev.mayfly.simulator.mutant;

import dev.mayfly.simulator.client.SimulatedGlue;
import dev.mayfly.simulator.cloud.Account;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionResponse;
import software.amazon.awssdk.services.glue.model.GetPartitionsRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionsResponse;
import software.amazon.awssdk.services.glue.model.GetTableRequest;
import software.amazon.awssdk.services.glue.model.GetTableResponse;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;

/** Ways to be careless with the catalog: what was sent is taken for what is there. */
final class MutatedGlue {
    /** Every publication begins with the table; what was believed before is forgotten then. */
    private static class Believing extends SimulatedGlue {
        private final Map<List<String>, PartitionInput> believed = new LinkedHashMap<>();

        Believing(Supplier<Account> account) {
            super(account);
        }

        @Override
        public GetTableResponse getTable(GetTableRequest request) {
            believed.clear();
            return super.getTable(request);
        }

        @Override
        public BatchCreatePartitionResponse batchCreatePartition(BatchCreatePartitionRequest request) {
            request.partitionInputList().forEach(input -> believed.put(input.values(), input));
            return super.batchCreatePartition(request).toBuilder()
                    .errors(List.of())
                    .build();
        }

        List<Partition> overlaid(List<Partition> there) {
            Map<List<String>, Partition> all = new LinkedHashMap<>();
            there.forEach(partition -> all.put(partition.values(), partition));
            believed.forEach((values, input) -> all.put(
                    values,
                    Partition.builder()
                            .values(values)
                            .parameters(input.parameters())
                            .storageDescriptor(input.storageDescriptor())
                            .build()));
            return new ArrayList<>(all.values());
        }

        Map<List<String>, PartitionInput> believed() {
            return believed;
        }
    }

    /** Partitions are created; one that exists already is as good as created. */
    static final class OwnCreateBelieved extends Believing {
        OwnCreateBelieved(Supplier<Account> account) {
            super(account);
        }

        @Override
        public BatchGetPartitionResponse batchGetPartition(BatchGetPartitionRequest request) {
            return BatchGetPartitionResponse.builder()
                    .partitions(overlaid(List.of()))
                    .build();
        }

        @Override
        public GetPartitionsResponse getPartitions(GetPartitionsRequest request) {
            return GetPartitionsResponse.builder()
                    .partitions(overlaid(List.of()))
                    .build();
        }
    }

    /** Errors of single partitions inside an answer are not looked at, and nothing is read back. */
    static final class ErrorsIgnored extends Believing {
        ErrorsIgnored(Supplier<Account> account) {
            super(account);
        }

        @Override
        public BatchUpdatePartitionResponse batchUpdatePartition(BatchUpdatePartitionRequest request) {
            request.entries().forEach(entry -> believed().put(entry.partitionValueList(), entry.partitionInput()));
            return super.batchUpdatePartition(request);
        }

        @Override
        public BatchGetPartitionResponse batchGetPartition(BatchGetPartitionRequest request) {
            BatchGetPartitionResponse answer = super.batchGetPartition(request);
            return answer.toBuilder()
                    .partitions(overlaid(answer.partitions()))
                    .unprocessedKeys(List.of())
                    .build();
        }

        @Override
        public GetPartitionsResponse getPartitions(GetPartitionsRequest request) {
            GetPartitionsResponse answer = super.getPartitions(request);
            return answer.toBuilder().partitions(overlaid(answer.partitions())).build();
        }
    }

    private MutatedGlue() {}
}
