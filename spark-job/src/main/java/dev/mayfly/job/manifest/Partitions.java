package dev.mayfly.job.manifest;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import dev.mayfly.contract.OutputFile;
import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.manifest.OutputListing.Listed;
import dev.mayfly.job.source.ScanStatistics;
import dev.mayfly.job.source.ScanStatistics.PartitionCount;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;

/** Turns what lies below a table's output into its partitions, and holds each to the rows that were counted before the write. */
final class Partitions {
    static List<PartitionOutput> of(TablePlan table, List<Listed> listed, ScanStatistics census) {
        Map<String, List<Listed>> byFolder =
                listed.stream().collect(groupingBy(file -> String.join("/", file.folders()), TreeMap::new, toList()));
        List<PartitionOutput> partitions =
                byFolder.values().stream().map(files -> partition(table, files)).toList();
        for (PartitionOutput partition : partitions) {
            PartitionCount counted = census.partitions().getOrDefault(partition.values(), new PartitionCount(0, 0));
            if (counted.rows() != partition.rows()) {
                throw new IllegalStateException("%s holds %d rows, but %d were counted in the inputs for it"
                        .formatted(partition.location(), partition.rows(), counted.rows()));
            }
        }
        long written = partitions.stream().mapToLong(PartitionOutput::rows).sum();
        if (written != census.accepted()) {
            throw new IllegalStateException("%s holds %d rows, but %d were accepted from the inputs"
                    .formatted(table.output(), written, census.accepted()));
        }
        return partitions;
    }

    private static PartitionOutput partition(TablePlan table, List<Listed> listed) {
        List<String> folders = listed.get(0).folders();
        List<OutputFile> files = listed.stream().map(Listed::file).toList();
        return new PartitionOutput(
                table.name(),
                values(table, folders),
                location(table.output(), folders),
                files.stream().mapToLong(OutputFile::rows).sum(),
                files);
    }

    private static List<String> values(TablePlan table, List<String> folders) {
        List<String> by = table.layout().partitionBy();
        boolean named = folders.size() == by.size()
                && IntStream.range(0, by.size()).allMatch(i -> folders.get(i).startsWith(by.get(i) + "="));
        if (!named) {
            throw new IllegalStateException(
                    "%s below %s is no folder of a table partitioned by %s".formatted(folders, table.output(), by));
        }
        return IntStream.range(0, by.size())
                .mapToObj(i -> folders.get(i).substring(by.get(i).length() + 1))
                .map(ExternalCatalogUtils::unescapePathName)
                .toList();
    }

    /** A proper URI below the output's own text: its path, decoded, is the object's key. */
    private static URI location(URI output, List<String> folders) {
        String below = folders.stream().map(folder -> folder + "/").collect(joining());
        try {
            return URI.create(
                    output + new URI(null, null, "/" + below, null).getRawPath().substring(1));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("%s%s cannot be written as a URI".formatted(output, below), e);
        }
    }

    private Partitions() {}
}
