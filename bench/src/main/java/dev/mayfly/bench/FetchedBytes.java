package dev.mayfly.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Answers point queries with Parquet's own reader, every filter on, and prints the bytes fetched and the rows found, a
 * line each. Arguments in threes: folder, conditions such as {@code event=view,itemid=7} or, of a column that only folders
 * have, {@code group=a|b} for either; columns or * for all.
 */
public final class FetchedBytes {
    private final Configuration conf = new Configuration();
    private final AtomicLong bytes = new AtomicLong();
    private long rows;

    public static void main(String[] arguments) throws IOException {
        for (int i = 0; i < arguments.length; i += 3) {
            FetchedBytes query = new FetchedBytes();
            query.answer(Path.of(arguments[i]), List.of(arguments[i + 1].split(",")), arguments[i + 2]);
            System.out.println(query.bytes + " " + query.rows);
        }
    }

    private void answer(Path folder, List<String> conditions, String columns) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".parquet"))
                    .sorted()
                    .toList()) {
                if (conditions.stream().noneMatch(condition -> excludes(folder.relativize(file), condition))) {
                    read(file, conditions, columns);
                }
            }
        }
    }

    private static boolean excludes(Path file, String condition) {
        String column = condition.substring(0, condition.indexOf('=') + 1);
        List<String> allowed = Stream.of(condition.substring(column.length()).split("\\|"))
                .map(value -> column + value)
                .toList();
        return Stream.of(file.toString().split("/"))
                .anyMatch(part -> part.startsWith(column) && !allowed.contains(part));
    }

    private void read(Path path, List<String> conditions, String columns) throws IOException {
        InputFile plain = HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(path.toUri()), conf);
        MessageType schema;
        // Not counted: only the reader below is the query; this one looks what types the columns have.
        try (ParquetFileReader footer = ParquetFileReader.open(plain)) {
            schema = footer.getFileMetaData().getSchema();
        }
        FilterCompat.Filter filter = conditions.stream()
                .filter(condition -> schema.containsField(column(condition)))
                .map(condition -> predicate(schema, condition))
                .reduce(FilterApi::and)
                .map(FilterCompat::get)
                .orElse(FilterCompat.NOOP);
        conf.set(ReadSupport.PARQUET_READ_SCHEMA, projected(schema, columns).toString());
        InputFile counted = new CountedFile(plain, bytes);
        try (ParquetReader<Group> reader =
                new Groups(counted).withConf(conf).withFilter(filter).build()) {
            while (reader.read() != null) {
                rows++;
            }
        }
    }

    private static MessageType projected(MessageType schema, String columns) {
        return columns.equals("*")
                ? schema
                : new MessageType(
                        schema.getName(),
                        Stream.of(columns.split(","))
                                .filter(schema::containsField)
                                .map(schema::getType)
                                .toList());
    }

    private static FilterPredicate predicate(MessageType schema, String condition) {
        String column = column(condition);
        String value = condition.substring(column.length() + 1);
        PrimitiveTypeName type = schema.getType(column).asPrimitiveType().getPrimitiveTypeName();
        return switch (type) {
            case INT64 -> FilterApi.eq(FilterApi.longColumn(column), Long.valueOf(value));
            case INT32 -> FilterApi.eq(FilterApi.intColumn(column), Integer.valueOf(value));
            default -> FilterApi.eq(FilterApi.binaryColumn(column), Binary.fromString(value));
        };
    }

    private static String column(String condition) {
        return condition.substring(0, condition.indexOf('='));
    }

    private static final class Groups extends ParquetReader.Builder<Group> {
        Groups(InputFile file) {
            super(file);
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }
}
