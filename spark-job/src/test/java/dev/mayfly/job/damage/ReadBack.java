package dev.mayfly.job.damage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.check.DerivedValue;
import dev.mayfly.job.check.FileHeader;
import dev.mayfly.job.check.LineClassifier;
import dev.mayfly.job.check.LineKind;
import dev.mayfly.job.check.StrictRowParser;
import dev.mayfly.job.input.Headers;
import dev.mayfly.job.row.RowBuffer;
import dev.mayfly.job.row.RowLayout;
import dev.mayfly.job.source.LineSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/** One file read as the job's tasks read it, in pieces of a size, without Spark around it; {@code lines} are those of the file. */
record ReadBack(Map<LineKind, Integer> kinds, List<String> reasons, int repaired, int lines) {
    private static final Configuration CONF = new Configuration();

    static ReadBack of(TablePlan table, InputFile input, long pieceSize) {
        FileHeader header = new Headers(CONF).read(table).get(input);
        Map<LineKind, Integer> kinds = new EnumMap<>(LineKind.class);
        List<String> reasons = new ArrayList<>();
        int repaired = 0;
        int spanned = 0;
        for (long start = 0; start < input.bytes(); start += pieceSize) {
            long length = Math.min(pieceSize, input.bytes() - start);
            RowLayout shape = RowLayout.of(table, DerivedValue.of(table));
            RowBuffer quick = new RowBuffer(shape);
            RowBuffer slow = new RowBuffer(shape);
            LineClassifier judge = new LineClassifier(shape.read(), shape.derived(), header, quick);
            StrictRowParser check = new StrictRowParser(shape.read(), shape.derived(), header);
            try (LineSource lines = LineSource.of(CONF, table.reading(), input.uri(), start, length)) {
                while (lines.next()) {
                    LineKind kind = judge.judge(lines.buffer(), lines.start(), lines.length());
                    assertThat(kind).as("without the short cut").isEqualTo(check.judge(lines.bytes(), lines.length()));
                    if (kind == LineKind.ACCEPTED) {
                        assertThat(quick.row().copy())
                                .as("the values, without the short cut")
                                .isEqualTo(row(slow, check.values()));
                    }
                    kinds.merge(kind, 1, Integer::sum);
                    spanned += lines.spanned();
                    repaired += kind == LineKind.ACCEPTED && !check.repaired().isEmpty() ? 1 : 0;
                    if (kind == LineKind.REJECTED) {
                        reasons.add(judge.reason());
                    }
                }
            }
        }
        return new ReadBack(kinds, reasons, repaired, spanned);
    }

    private static UnsafeRow row(RowBuffer row, Object[] values) {
        row.begin();
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                row.nothing(i);
            } else {
                row.value(i, values[i]);
            }
        }
        return row.row().copy();
    }

    int count(LineKind kind) {
        return kinds.getOrDefault(kind, 0);
    }

    /** Lines of all kinds; a row with line breaks is one. */
    int rows() {
        return kinds.values().stream().mapToInt(Integer::intValue).sum();
    }
}
