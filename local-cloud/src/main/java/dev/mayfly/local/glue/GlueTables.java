package dev.mayfly.local.glue;

import dev.mayfly.local.http.SdkJson;
import dev.mayfly.local.state.StateStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.DatabaseInput;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.TableVersion;

/** Databases and tables with their versions; names are folded to small letters as Glue does. */
final class GlueTables {
    private static final char SEPARATOR = '\0';

    private final StateStore store;
    private final Map<String, String> databases;
    private final Map<String, String> tables;
    private final Map<String, String> versions;
    private final String account;
    private final Clock clock;

    GlueTables(StateStore store, String account, Clock clock) {
        this.store = store;
        this.databases = store.map("databases");
        this.tables = store.map("tables");
        this.versions = store.map("versions");
        this.account = account;
        this.clock = clock;
    }

    void createDatabase(DatabaseInput input) {
        String name = fold(input.name());
        if (databases.containsKey(name)) {
            throw GlueErrors.alreadyExists("Database already exists.");
        }
        Database database = SdkJson.read(SdkJson.writeTree(input), Database.builder()).toBuilder()
                .name(name)
                .catalogId(account)
                .createTime(clock.instant())
                .build();
        databases.put(name, text(database));
        store.commit();
    }

    Database database(String name) {
        String json = databases.get(fold(name));
        if (json == null) {
            throw GlueErrors.notFound("Database " + fold(name) + " not found.");
        }
        return database(bytes(json));
    }

    GluePage<Database> databases(String token, int size) {
        return GluePage.of(
                store.entries("databases", "", GluePage.after(token)),
                size,
                entry -> Optional.of(database(bytes(entry.getValue()))));
    }

    void create(String database, TableInput input) {
        database(database);
        String key = key(database, input.name());
        if (tables.containsKey(key)) {
            throw GlueErrors.alreadyExists("Table already exists.");
        }
        Table table = table(database, input).toBuilder()
                .createTime(clock.instant())
                .updateTime(clock.instant())
                .versionId("0")
                .build();
        tables.put(key, text(table));
        versions.put(versionKey(key, 0), text(table));
        store.commit();
    }

    Table table(String database, String name) {
        String json = tables.get(key(database, name));
        if (json == null) {
            database(database);
            throw GlueErrors.notFound("Table " + fold(name) + " not found.");
        }
        return SdkJson.read(bytes(json), Table.builder());
    }

    GluePage<Table> tables(String database, String pattern, String token, int size) {
        database(database);
        Predicate<String> names = names(pattern);
        return GluePage.of(
                store.entries("tables", fold(database) + SEPARATOR, GluePage.after(token)),
                size,
                entry -> Optional.of(SdkJson.read(bytes(entry.getValue()), Table.builder()))
                        .filter(table -> names.test(table.name())));
    }

    private static Predicate<String> names(String pattern) {
        if (pattern == null || pattern.isEmpty()) {
            return name -> true;
        }
        try {
            return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).asMatchPredicate();
        } catch (PatternSyntaxException e) {
            throw GlueErrors.invalid("Invalid expression: " + e.getDescription());
        }
    }

    /** Every update makes a new version; skipping the archive only forgets the one before. */
    void update(String database, TableInput input, Optional<String> expected, boolean skipArchive) {
        Table old = table(database, input.name());
        if (expected.isPresent() && !expected.get().equals(old.versionId())) {
            throw GlueErrors.concurrent("Update table failed due to concurrent modifications.");
        }
        int version = Integer.parseInt(old.versionId()) + 1;
        Table table = table(database, input).toBuilder()
                .createTime(old.createTime())
                .updateTime(clock.instant())
                .versionId(Integer.toString(version))
                .build();
        String key = key(database, input.name());
        tables.put(key, text(table));
        versions.put(versionKey(key, version), text(table));
        if (skipArchive) {
            versions.remove(versionKey(key, version - 1));
        }
        store.commit();
    }

    void delete(String database, String name) {
        table(database, name);
        String key = key(database, name);
        tables.remove(key);
        store.entries("versions", key + SEPARATOR, "").forEachRemaining(entry -> versions.remove(entry.getKey()));
        store.commit();
    }

    GluePage<TableVersion> versions(String database, String name, String token, int size) {
        table(database, name);
        return GluePage.of(
                store.entries("versions", key(database, name) + SEPARATOR, GluePage.after(token)), size, entry -> {
                    Table table = SdkJson.read(bytes(entry.getValue()), Table.builder());
                    return Optional.of(TableVersion.builder()
                            .table(table)
                            .versionId(table.versionId())
                            .build());
                });
    }

    static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    static String key(String database, String table) {
        return fold(database) + SEPARATOR + fold(table);
    }

    static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    static String text(SdkPojo pojo) {
        return new String(SdkJson.write(pojo), StandardCharsets.UTF_8);
    }

    /** Readers meet numbers and booleans here, never nulls. */
    static StorageDescriptor complete(StorageDescriptor descriptor) {
        if (descriptor == null) {
            return null;
        }
        return descriptor.toBuilder()
                .numberOfBuckets(descriptor.numberOfBuckets() == null ? 0 : descriptor.numberOfBuckets())
                .compressed(Boolean.TRUE.equals(descriptor.compressed()))
                .storedAsSubDirectories(Boolean.TRUE.equals(descriptor.storedAsSubDirectories()))
                .build();
    }

    private Table table(String database, TableInput input) {
        return SdkJson.read(SdkJson.writeTree(input), Table.builder()).toBuilder()
                .databaseName(fold(database))
                .name(fold(input.name()))
                .storageDescriptor(complete(input.storageDescriptor()))
                .retention(input.retention() == null ? 0 : input.retention())
                .catalogId(account)
                .isRegisteredWithLakeFormation(false)
                .build();
    }

    private static Database database(byte[] json) {
        return SdkJson.read(json, Database.builder());
    }

    private static String versionKey(String table, int version) {
        return table + SEPARATOR + "%010d".formatted(version);
    }
}
