package dev.mayfly.job.damage;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnRule;
import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.TableLayout;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.contract.TablePlan.ReadOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The events table with a folder's files for its inputs. */
final class EventsTable {
    static InputFile file(Path dir, String name, byte[] content) throws IOException {
        return new InputFile(Files.write(dir.resolve(name), content).toUri(), "none", content.length);
    }

    /** What the table's owner asked for. */
    enum As {
        /** Nothing but types. */
        PLAIN,
        /** Bounds, event types and transactions as the shipped dataset has them. */
        RULED,
        /** Integral decimals are mended. */
        MENDED,
        /** Line breaks in quotes are part of a field. */
        MULTILINE,
        /** Numbers are of types that have other edges. */
        TYPED
    }

    static TablePlan of(Path dir, InputFile... inputs) {
        return of(dir, As.PLAIN, inputs);
    }

    static TablePlan of(Path dir, As as, InputFile... inputs) {
        List<Column> columns = Stream.of("timestamp", "visitorid", "event", "itemid", "transactionid")
                .map(name -> new Column(
                        name, ColumnType.of(type(as, name)), name.equals("transactionid"), "", rules(as, name)))
                .toList();
        return new TablePlan(
                "events",
                List.of(inputs),
                columns,
                new TableLayout(List.of("event"), List.of("itemid", "timestamp"), 1 << 27, 1_000),
                dir.resolve("out").toUri().resolve("out/"),
                dir.resolve("rejects").toUri().resolve("rejects/"),
                1,
                false,
                as == As.MULTILINE ? Set.of(ReadOption.MULTILINE) : Set.of());
    }

    private static String type(As as, String column) {
        if (as != As.TYPED || column.equals("event")) {
            return column.equals("event") ? "string" : "bigint";
        }
        return switch (column) {
            case "timestamp" -> "double";
            case "visitorid" -> "decimal(7,1)";
            case "itemid" -> "int";
            default -> "decimal(38,30)";
        };
    }

    private static List<ColumnRule> rules(As as, String column) {
        if (as == As.MENDED) {
            return column.equals("event") ? List.of() : List.of(new ColumnRule.IntegralDecimals());
        }
        if (as != As.RULED) {
            return List.of();
        }
        return switch (column) {
            case "timestamp" ->
                List.of(new ColumnRule.AtLeast("1000000000000"), new ColumnRule.AtMost("9999999999999"));
            case "event" -> List.of(new ColumnRule.OneOf(List.of("view", "addtocart", "transaction")));
            case "transactionid" ->
                List.of(new ColumnRule.AtLeast("0"), new ColumnRule.PresentWhen("event", List.of("transaction")));
            default -> List.of(new ColumnRule.AtLeast("0"));
        };
    }

    private EventsTable() {}
}
