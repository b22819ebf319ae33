package dev.mayfly.cli.bench.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.contract.S3Uris;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.s3.S3Client;

/** Asks as an engine does: looks the name up once, then the partitions of what it stands for, and then reads their files. */
final class Reader {
    private static final Pattern VIEW = Pattern.compile("/\\* Presto View: (\\S+) \\*/");
    private static final Pattern FROM = Pattern.compile("FROM \"([^\"]+)\"");
    private static final Pattern ATTEMPT = Pattern.compile("/events/([^/]+)-a1/");
    private final GlueClient glue;
    private final S3Client s3;

    Reader(GlueClient glue, S3Client s3) {
        this.glue = glue;
        this.s3 = s3;
    }

    /** What is to be read: settled when the query begins, whatever becomes of the table meanwhile. */
    List<Partition> planned() {
        Table table = glue.getTable(
                        request -> request.databaseName(LiteralEvents.DATABASE).name(LiteralEvents.TABLE))
                .table();
        String below = table.viewOriginalText() == null ? table.name() : underlying(table.viewOriginalText());
        return glue
                .getPartitionsPaginator(
                        request -> request.databaseName(LiteralEvents.DATABASE).tableName(below))
                .stream()
                .flatMap(page -> page.partitions().stream())
                .toList();
    }

    /** Reads what was planned and says of which runs, and with whose mark, how many partitions it saw. */
    Set<String> read(List<Partition> planned) {
        planned.forEach(partition -> assertThat(files(partition))
                .as("files of %s", partition.storageDescriptor().location())
                .isPositive());
        return planned.stream()
                .collect(Collectors.groupingBy(
                        partition -> said(run(partition), partition.parameters().get("mayfly.run")),
                        Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How it says that it saw so many partitions of this run, and no other's mark on them. */
    static String whole(String run, int partitions) {
        return said(run, run) + ": " + partitions;
    }

    private static String said(String run, String mark) {
        return run + " marked " + mark;
    }

    private int files(Partition partition) {
        URI place = URI.create(partition.storageDescriptor().location());
        return s3.listObjectsV2(request -> request.bucket(S3Uris.bucket(place))
                        .prefix(S3Uris.key(place))
                        .maxKeys(1))
                .keyCount();
    }

    private static String run(Partition partition) {
        Matcher attempt = ATTEMPT.matcher(partition.storageDescriptor().location());
        assertThat(attempt.find())
                .as("%s", partition.storageDescriptor().location())
                .isTrue();
        return attempt.group(1);
    }

    private static String underlying(String text) {
        Matcher view = VIEW.matcher(text);
        assertThat(view.matches()).as(text).isTrue();
        try {
            String sql = new ObjectMapper()
                    .readTree(Base64.getDecoder().decode(view.group(1)))
                    .path("originalSql")
                    .asText();
            Matcher from = FROM.matcher(sql);
            assertThat(from.find()).as(sql).isTrue();
            return from.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
