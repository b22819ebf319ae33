package dev.mayfly.job.source;

import dev.mayfly.contract.TablePlan.Reading;
import dev.mayfly.job.check.DerivedValue;
import dev.mayfly.job.check.TypedColumn;
import dev.mayfly.job.order.PackedKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;

/** What to read and what to make of it ({@code order} are the places of the order's columns, {@code key} has one number or none), in the one form that Spark hands to a source: text. */
record SourceSpec(
        String table,
        SourceView view,
        List<TypedColumn> columns,
        List<DerivedValue> derived,
        Set<Reading> reading,
        List<Integer> order,
        List<PackedKey> key,
        List<List<Piece>> tasks)
        implements Serializable {
    SourceSpec {
        columns = List.copyOf(columns);
        derived = List.copyOf(derived);
        reading = Set.copyOf(reading);
        order = List.copyOf(order);
        key = List.copyOf(key);
        tasks = tasks.stream().map(List::copyOf).toList();
    }

    /** The same without its tasks, for those who get theirs one by one. */
    SourceSpec withoutTasks() {
        return new SourceSpec(table, view, columns, derived, reading, order, key, List.of());
    }

    /** The columns of a row, those of the files and those that are derived of them. */
    List<TypedColumn> shown() {
        return Stream.concat(columns.stream(), derived.stream().map(TypedColumn::of))
                .toList();
    }

    StructType schema() {
        return view.schema(shown());
    }

    String text() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(this);
        } catch (IOException e) {
            throw new IllegalStateException("cannot hand table %s to Spark".formatted(table), e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    static SourceSpec of(String text) {
        try (ObjectInputStream in = new ObjectInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
            return (SourceSpec) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("Spark handed on something else than a source of ours", e);
        }
    }
}
