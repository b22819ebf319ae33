package dev.mayfly.orchestrator.catalog;

import dev.mayfly.contract.Column;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands in the way of a publication over a table that is there, and what would be right. */
final class TableCompatibility {
    private final Publication publication;

    TableCompatibility(Publication publication) {
        this.publication = publication;
    }

    /** A table that is there: its owner's dataset, its columns and its partition columns, by name and type. */
    record Standing(Optional<String> owner, Map<String, String> columns, List<String> partitionBy) {}

    Optional<String> refusal(Standing table) {
        return owned(table).or(() -> partitioned(table)).or(() -> columns(table));
    }

    /** The same for the view of an atomic table. */
    Optional<String> refusalOfView(Standing table, boolean isView) {
        return owned(table)
                .or(() -> isView
                        ? Optional.empty()
                        : refused("is a table, and with `atomic: table` would be a view: drop it, or name one of them "
                                + "otherwise"))
                .or(() -> columns(table));
    }

    private Optional<String> owned(Standing table) {
        if (table.owner().isEmpty()) {
            return publication.may(Publication.PublishOption.ADOPT)
                    ? Optional.empty()
                    : refused("is there already and was not made by Mayfly: rename one of them, or let table %s of the "
                                    .formatted(publication.table())
                            + "dataset say `adopt: true`, and it is taken over");
        }
        return table.owner().get().equals(publication.dataset())
                ? Optional.empty()
                : refused("belongs to dataset %s: rename one of them"
                        .formatted(table.owner().get()));
    }

    private Optional<String> partitioned(Standing table) {
        List<String> wanted = publication.partitionBy().stream()
                .map(name -> name + " " + declared().get(name))
                .toList();
        return table.partitionBy().equals(wanted)
                ? Optional.empty()
                : refused(
                        "is partitioned by %s, and Glue cannot change that to %s: drop it, or name the new one otherwise"
                                .formatted(table.partitionBy(), wanted));
    }

    private Optional<String> columns(Standing table) {
        List<String> lost = table.owner().isEmpty() || publication.may(Publication.PublishOption.CHANGE_COLUMNS)
                ? List.of()
                : table.columns().entrySet().stream()
                        .flatMap(column -> change(column.getKey(), column.getValue()))
                        .sorted()
                        .toList();
        return lost.isEmpty()
                ? Optional.empty()
                : refused(("is read with columns that would be no more as they are: %s; put them back, name the table "
                                + "otherwise, or let it say `columnsMayChange: true`")
                        .formatted(String.join(", ", lost)));
    }

    private Stream<String> change(String column, String type) {
        String now = declared().get(column);
        if (now == null) {
            return Stream.of("%s vanished".formatted(column));
        }
        return now.equals(type) ? Stream.empty() : Stream.of("%s was %s and is %s now".formatted(column, type, now));
    }

    private Map<String, String> declared() {
        return publication.columns().stream()
                .collect(Collectors.toMap(Column::name, column -> column.type().catalogName()));
    }

    private Optional<String> refused(String why) {
        return Optional.of("table %s.%s %s".formatted(publication.database(), publication.table(), why));
    }
}
