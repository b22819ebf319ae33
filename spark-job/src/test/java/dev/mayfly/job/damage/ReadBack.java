package dev.mayfly.job.damage;

import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.check.DerivedValue;
import dev.mayfly.job.check.FileHeader;
import dev.mayfly.job.check.LineKind;
import dev.mayfly.job.check.RowCheck;
import dev.mayfly.job.check.TypedColumn;
import dev.mayfly.job.input.Headers;
import dev.mayfly.job.source.InputLines;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

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
            RowCheck check = new RowCheck(TypedColumn.of(table), DerivedValue.of(table), header);
            try (InputLines lines = InputLines.of(CONF, table.reading(), input.uri(), start, length)) {
                while (lines.next()) {
                    LineKind kind = check.judge(lines.bytes(), lines.length());
                    kinds.merge(kind, 1, Integer::sum);
                    spanned += lines.spanned();
                    repaired += kind == LineKind.ACCEPTED && !check.repaired().isEmpty() ? 1 : 0;
                    if (kind == LineKind.REJECTED) {
                        reasons.add(check.reason());
                    }
                }
            }
        }
        return new ReadBack(kinds, reasons, repaired, spanned);
    }

    int count(LineKind kind) {
        return kinds.getOrDefault(kind, 0);
    }

    /** Lines of all kinds; a row with line breaks is one. */
    int rows() {
        return kinds.values().stream().mapToInt(Integer::intValue).sum();
    }
}
