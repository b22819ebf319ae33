package dev.mayfly.simulator.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.PartitionError;
import software.amazon.awssdk.services.glue.model.PartitionInput;

/** A call for many partitions: each succeeds or fails by itself, and the call as a whole is a success. */
record BatchResult<T>(
        List<T> items, Function<T, List<String>> values, BiConsumer<Map<String, PartitionInput>, T> each) {
    /** Does the first of every so many items, and answers an error for the others. */
    List<PartitionError> run(
            Map<String, PartitionInput> there, int everySoMany, Consumer<Map<String, PartitionInput>> store) {
        List<PartitionError> errors = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            T item = items.get(i);
            if (i % everySoMany != 0 || (everySoMany > 1 && items.size() == 1)) {
                errors.add(error(values.apply(item), "InternalServiceException", "try again"));
                continue;
            }
            try {
                each.accept(there, item);
            } catch (GlueException e) {
                errors.add(error(values.apply(item), e.getClass().getSimpleName(), e.getMessage()));
            }
        }
        store.accept(there);
        return errors;
    }

    private static PartitionError error(List<String> values, String code, String message) {
        return PartitionError.builder()
                .partitionValues(values)
                .errorDetail(detail -> detail.errorCode(code).errorMessage(message))
                .build();
    }
}
