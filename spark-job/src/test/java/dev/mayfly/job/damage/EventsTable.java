package dev.mayfly.job.damage;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.TableLayout;
import dev.mayfly.contract.TablePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The events table with a folder's files for its inputs. */
final class EventsTable {
    static InputFile file(Path dir, String name, byte[] content) throws IOException {
        return new InputFile(Files.write(dir.resolve(name), content).toUri(), "none", content.length);
    }

    static TablePlan of(Path dir, InputFile... inputs) {
        List<Column> columns = Stream.of("timestamp", "visitorid", "event", "itemid", "transactionid")
                .map(name -> new Column(
                        name,
                        ColumnType.of(name.equals("event") ? "string" : "bigint"),
                        name.equals("transactionid"),
                        ""))
                .toList();
        return new TablePlan(
                "events",
                List.of(inputs),
                columns,
                new TableLayout(List.of("event"), List.of("itemid", "timestamp"), 1 << 27, 1_000),
                dir.resolve("out").toUri().resolve("out/"),
                dir.resolve("rejects").toUri().resolve("rejects/"),
                1,
                false);
    }

    private EventsTable() {}
}
