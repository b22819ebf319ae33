package dev.mayfly.job.input;

import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.RunFailure.Cause;
import dev.mayfly.contract.S3Uris;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.check.FileHeader;
import dev.mayfly.job.check.PathColumns;
import dev.mayfly.job.check.PathValue;
import dev.mayfly.job.check.TypedColumn;
import dev.mayfly.job.failure.StepFailure;
import dev.mayfly.job.source.Compression;
import dev.mayfly.job.source.LineSource;
import dev.mayfly.job.source.UnreadableInput;
import dev.mayfly.job.store.ParallelCalls;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/** Reads the header of each of a table's files; a file that cannot be one of the table's fails the step by name. */
public final class Headers {
    private final Configuration conf;

    public Headers(Configuration conf) {
        this.conf = conf;
    }

    public Map<InputFile, FileHeader> read(TablePlan table) {
        List<TypedColumn> columns = TypedColumn.of(table);
        List<FileHeader.Read> reads = ParallelCalls.map(table.inputs(), input -> read(table, input, columns));
        Map<InputFile, FileHeader> headers = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        IntStream.range(0, reads.size()).forEach(i -> {
            InputFile input = table.inputs().get(i);
            if (reads.get(i) instanceof FileHeader.Read.Bound bound) {
                headers.put(input, bound.header());
            } else if (reads.get(i) instanceof FileHeader.Read.Wrong problem) {
                wrong.add("%s: %s".formatted(S3Uris.shown(input.uri()), problem.why()));
            }
        });
        if (!wrong.isEmpty()) {
            throw new StepFailure(
                    Cause.BAD_INPUT,
                    "Not a file of table %s: %s. Table %s needs the columns %s"
                            .formatted(
                                    table.name(),
                                    TruncatedList.some(wrong),
                                    table.name(),
                                    columns.stream().map(TypedColumn::name).toList()));
        }
        return headers;
    }

    private FileHeader.Read read(TablePlan table, InputFile input, List<TypedColumn> columns) {
        PathColumns.Read path = PathColumns.read(input.uri(), columns);
        if (!path.problems().isEmpty()) {
            return new FileHeader.Read.Wrong(String.join("; ", path.problems()));
        }
        if (input.bytes() == 0) {
            return new FileHeader.Read.Wrong("it is empty, 0 bytes");
        }
        Optional<String> unread = Compression.unread(input.uri());
        if (unread.isPresent()) {
            return new FileHeader.Read.Wrong(unread.get());
        }
        boolean empty = true;
        try (LineSource lines = LineSource.of(conf, table.reading(), input.uri(), 0, input.bytes())) {
            while (lines.next()) {
                empty = false;
                if (lines.length() > 0) {
                    return bind(input, lines.bytes(), columns, path.values());
                }
            }
        } catch (UnreadableInput e) {
            return new FileHeader.Read.Wrong("it " + e.why());
        }
        return new FileHeader.Read.Wrong(empty ? "it is empty once unpacked" : "it has blank lines only");
    }

    private static FileHeader.Read bind(InputFile input, byte[] line, List<TypedColumn> columns, List<PathValue> path) {
        FileHeader.Read read = FileHeader.bind(input.uri(), line, columns, path);
        return read instanceof FileHeader.Read.Wrong
                ? FileSignature.of(line)
                        .<FileHeader.Read>map(FileHeader.Read.Wrong::new)
                        .orElse(read)
                : read;
    }
}
