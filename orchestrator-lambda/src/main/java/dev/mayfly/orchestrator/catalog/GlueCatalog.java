package dev.mayfly.orchestrator.catalog;

import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.contract.S3Uris;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/**
 * The Glue catalog. A table is created or updated at the version that was read; partitions are brought to their
 * locations; partitions that the publication lacks go last. An unpartitioned table switches by one UpdateTable.
 */
public final class GlueCatalog implements Catalog {
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;
    /** What Glue refuses with 400 and takes a moment later. */
    private static final Set<String> PASSING = Set.of(
            "AlreadyExistsException",
            "ConcurrentModificationException",
            "ExpiredTokenException",
            "OperationTimeoutException",
            "RequestExpired",
            "ResourceNotReadyException",
            "ThrottlingException");

    private final GlueClient glue;

    @Inject
    public GlueCatalog(GlueClient glue) {
        this.glue = glue;
    }

    @Override
    public CatalogResult checkTable(Publication publication) {
        return answered(publication, () -> guarded(read(publication).flatMap(table -> refusal(publication, table))));
    }

    @Override
    public CatalogResult checkView(Publication publication) {
        return answered(
                publication, () -> guarded(read(publication).flatMap(table -> refusalOfView(publication, table))));
    }

    private static CatalogResult guarded(Optional<String> refusal) {
        return refusal.<CatalogResult>map(CatalogResult.Refused::new).orElse(new CatalogResult.Confirmed(0));
    }

    @Override
    public boolean references(String database, String table, String attempt, URI place) {
        Optional<Table> found = read(database, table);
        if (found.isEmpty()) {
            return false;
        }
        Table there = found.get();
        if (PrestoViewEncoder.TYPE.equals(there.tableType())) {
            return attempt.equals(there.parameters().get(GlueMapper.GENERATION));
        }
        String below = S3Uris.text(place);
        return lies(below, there.storageDescriptor())
                || glue
                        .getPartitionsPaginator(request ->
                                request.databaseName(database).tableName(table).excludeColumnSchema(true))
                        .stream()
                        .flatMap(page -> page.partitions().stream())
                        .anyMatch(partition -> lies(below, partition.storageDescriptor()));
    }

    private static boolean lies(String below, StorageDescriptor storage) {
        return (GlueMapper.location(storage) + "/").startsWith(below);
    }

    @Override
    public CatalogResult table(Publication publication) {
        return answered(publication, () -> {
            Optional<Table> before = read(publication);
            Optional<String> refusal = before.flatMap(table -> refusal(publication, table));
            return refusal.<CatalogResult>map(CatalogResult.Refused::new)
                    .orElseGet(() -> bring(publication, new GlueMapper(publication).table(), before));
        });
    }

    @Override
    public CatalogResult view(Publication publication) {
        return answered(publication, () -> {
            Optional<Table> before = read(publication);
            Optional<String> refusal = before.flatMap(table -> refusalOfView(publication, table));
            TableInput wanted = new GlueMapper(publication).view();
            return refusal.<CatalogResult>map(CatalogResult.Refused::new)
                    .orElseGet(() -> bring(publication, wanted, before));
        });
    }

    @Override
    public void drop(String database, String table, String attempt, String owner) {
        String name = GenerationView.table(table, attempt);
        // An answer that is old may not show a table yet: what is not shown is nobody else's, which does not say that
        // it is not there.
        boolean isOfAnother = read(database, name)
                .filter(there -> !owner.equals(there.parameters().get(GlueMapper.OWNER)))
                .isPresent();
        if (isOfAnother) {
            return;
        }
        try {
            glue.deleteTable(request -> request.databaseName(database).name(name));
        } catch (EntityNotFoundException e) {
            // Gone already, by an earlier look or by a person.
        }
    }

    @Override
    public CatalogResult partitions(
            Publication publication, List<PartitionOutput> partitions, BooleanSupplier timeLeft) {
        return answered(publication, () -> new GluePartitions(glue, publication, timeLeft).bring(partitions));
    }

    @Override
    public CatalogResult deleteStalePartitions(
            Publication publication,
            ScanSegment share,
            Iterable<List<PartitionOutput>> shards,
            BooleanSupplier timeLeft) {
        return answered(publication, () -> new GluePartitions(glue, publication, timeLeft).sweep(share, shards));
    }

    private static CatalogResult answered(Publication publication, Supplier<CatalogResult> work) {
        try {
            return work.get();
        } catch (EntityNotFoundException e) {
            return new CatalogResult.Refused("Glue has no database %s: create it, or name another in the dataset"
                    .formatted(publication.database()));
        } catch (AlreadyExistsException | ConcurrentModificationException e) {
            return new CatalogResult.Unfinished(
                    "somebody else changed table %s meanwhile: %s".formatted(publication.table(), e.getMessage()));
        } catch (SdkException e) {
            return definite(e)
                    ? new CatalogResult.Refused("Glue refused table %s.%s: %s"
                            .formatted(publication.database(), publication.table(), e.getMessage()))
                    : new CatalogResult.Unfinished("Glue could not be used: " + e.getMessage());
        }
    }

    /** Whether trying again changes nothing until a person has: a missing permission, a limit, a value that Glue does not take. */
    public static boolean definite(SdkException e) {
        if (!(e instanceof AwsServiceException refusal) || refusal.awsErrorDetails() == null) {
            return false;
        }
        return refusal.statusCode() >= BAD_REQUEST
                && refusal.statusCode() < SERVER_ERROR
                && !refusal.isThrottlingException()
                && !refusal.isClockSkewException()
                // A proxy's answer has details without a code, and may be another one next time.
                && refusal.awsErrorDetails().errorCode() != null
                && !PASSING.contains(refusal.awsErrorDetails().errorCode());
    }

    private Optional<Table> read(Publication publication) {
        Optional<Table> there = read(publication.database(), publication.table());
        if (there.isEmpty()) {
            glue.getDatabase(request -> request.name(publication.database()));
        }
        return there;
    }

    private Optional<Table> read(String database, String table) {
        try {
            return Optional.of(
                    glue.getTable(request -> request.databaseName(database).name(table))
                            .table());
        } catch (EntityNotFoundException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> refusal(Publication publication, Table table) {
        return new TableCompatibility(publication).refusal(standing(table));
    }

    private static Optional<String> refusalOfView(Publication publication, Table table) {
        return new TableCompatibility(publication)
                .refusalOfView(standing(table), PrestoViewEncoder.TYPE.equals(table.tableType()));
    }

    private static TableCompatibility.Standing standing(Table table) {
        return new TableCompatibility.Standing(
                Optional.ofNullable(table.parameters().get(GlueMapper.OWNER)),
                table.storageDescriptor().columns().stream().collect(Collectors.toMap(Column::name, Column::type)),
                table.partitionKeys().stream()
                        .map(key -> key.name() + " " + key.type())
                        .toList());
    }

    private CatalogResult bring(Publication publication, TableInput wanted, Optional<Table> before) {
        if (before.isPresent() && same(before.get(), wanted)) {
            return new CatalogResult.Confirmed(0);
        }
        if (publication.may(Publication.PublishOption.ONLY_COMPARE)) {
            return new CatalogResult.Differs("%s.%s %s"
                    .formatted(
                            publication.database(),
                            publication.table(),
                            before.map(table -> difference(table, wanted)).orElse("is not there")));
        }
        if (before.isEmpty()) {
            glue.createTable(
                    request -> request.databaseName(publication.database()).tableInput(wanted));
        } else {
            glue.updateTable(request -> request.databaseName(publication.database())
                    .tableInput(wanted)
                    .versionId(before.get().versionId()));
        }
        return read(publication).map(table -> same(table, wanted)).orElse(false)
                ? new CatalogResult.Confirmed(1)
                : new CatalogResult.Unfinished(
                        "table %s does not show the new generation yet".formatted(publication.table()));
    }

    private static boolean same(Table table, TableInput wanted) {
        return Objects.equals(table.viewOriginalText(), wanted.viewOriginalText())
                && table.parameters().entrySet().containsAll(wanted.parameters().entrySet())
                && GlueMapper.alike(table.storageDescriptor(), wanted.storageDescriptor());
    }

    /** What a person would see first. */
    private static String difference(Table table, TableInput wanted) {
        String there = GlueMapper.location(table.storageDescriptor());
        if (!there.equals(GlueMapper.location(wanted.storageDescriptor()))) {
            return "lies at %s".formatted(there);
        }
        List<String> columns = names(table.storageDescriptor());
        if (!columns.equals(names(wanted.storageDescriptor()))) {
            return "has the columns %s".formatted(columns);
        }
        return GlueMapper.alike(table.storageDescriptor(), wanted.storageDescriptor())
                ? "says something else than it should"
                : "is read otherwise, or its columns have other comments";
    }

    private static List<String> names(StorageDescriptor storage) {
        return storage.columns().stream()
                .map(column -> column.name() + " " + column.type())
                .toList();
    }
}
