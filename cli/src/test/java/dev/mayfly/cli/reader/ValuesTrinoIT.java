package dev.mayfly.cli.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.cli.mission.Mission;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Generated values of each type, through a file, a run and the catalog, are what Trino reads; a timestamp's microseconds are rounded. */
@Timeout(1_800)
class ValuesTrinoIT {
    private static final int ROWS = 100_000;
    private static final long SEED = 20261201;
    private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
    private static final int DAYS = (int) (LocalDate.of(9_999, 12, 30).toEpochDay() - FIRST_DAY);
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");
    private static final List<String> TYPES = List.of(
            "bigint",
            "int",
            "double",
            "decimal(1,1)",
            "decimal(4,4)",
            "decimal(9,2)",
            "decimal(18,0)",
            "decimal(38,10)",
            "decimal(38,38)",
            "string",
            "boolean",
            "date",
            "timestamp(3)",
            "timestamp");

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final Map<String, List<String>> expected = new LinkedHashMap<>();

    /** A value as a file spells it, and as Trino shows it as text. */
    private record Sample(String text, String shown) {
        static Sample same(String text) {
            return new Sample(text, text);
        }
    }

    @Test
    void areReadByTrinoAsTheyWereWritten() throws Exception {
        try (Mission mission = Mission.open(folder, dataset())) {
            mission.put("values.csv", csv());
            JsonNode run = mission.runOver(1);
            assertThat(run.path("state").asText()).as("%s", run).isEqualTo("SUCCEEDED");
            try (TrinoReader trino = TrinoReader.of(mission, folder, "retailrocket.samples")) {
                for (String type : TYPES) {
                    assertThat(column(trino, shown(type))).as(type).isEqualTo(expected.get(type));
                }
                aDayIsAskedForByItsPartition(trino);
            }
        }
    }

    /** The last half millisecond of a day is shown on the next day, and lies in the partition of its own. */
    private void aDayIsAskedForByItsPartition(TrinoReader trino) throws SQLException {
        assertThat(
                        trino.ask(
                                "SELECT count(*), min(late_day), max(late_day) FROM retailrocket.samples WHERE late_day = DATE '2024-01-01'"))
                .containsExactly(List.of(Integer.toString(ROWS), "2024-01-01", "2024-01-01"));
        assertThat(trino.ask("SELECT DISTINCT CAST(late AS varchar) FROM retailrocket.samples"))
                .containsExactly(List.of("2024-01-02 00:00:00.000"));
    }

    private static List<String> column(TrinoReader trino, String shown) throws SQLException {
        return trino.ask("SELECT %s FROM retailrocket.samples ORDER BY id".formatted(shown)).stream()
                .map(row -> row.get(0))
                .toList();
    }

    private static String shown(String type) {
        return switch (type) {
            case "double" -> "to_hex(to_ieee754_64(%s))".formatted(name(type));
            case "string" -> name(type);
            default -> "CAST(%s AS varchar)".formatted(name(type));
        };
    }

    private static String name(String type) {
        return "v_" + type.replaceAll("\\W+", "_");
    }

    private static String dataset() {
        StringBuilder columns = new StringBuilder("      id: int\n");
        TYPES.forEach(type -> columns.append("      %s: %s%n".formatted(name(type), type)));
        return """
                dataset: samples
                source: s3://${raw}/samples/
                curated: s3://${curated}/samples/
                database: retailrocket
                ready: { quiet: 2s }
                tables:
                  samples:
                    files: "values.csv"
                    partitionBy: [day(late)]
                    columns:
                """ + columns.toString().indent(2) + "        late: timestamp\n";
    }

    private String csv() {
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        for (String type : TYPES) {
            List<Sample> some =
                    IntStream.range(0, ROWS).mapToObj(row -> sample(type)).toList();
            samples.put(type, some);
            expected.put(type, some.stream().map(Sample::shown).toList());
        }
        StringBuilder csv = new StringBuilder("id,");
        TYPES.forEach(type -> csv.append(name(type)).append(','));
        csv.append("late\n");
        for (int row = 0; row < ROWS; row++) {
            List<String> fields = new ArrayList<>(List.of(Integer.toString(row)));
            for (String type : TYPES) {
                fields.add(samples.get(type).get(row).text());
            }
            csv.append(String.join(",", fields)).append(",2024-01-01 23:59:59.999600\n");
        }
        return csv.toString();
    }

    private Sample sample(String type) {
        return switch (type) {
            case "bigint" ->
                Sample.same(
                        Long.toString(edge(random.nextLong() >> random.nextInt(64), Long.MIN_VALUE, Long.MAX_VALUE)));
            case "int" ->
                Sample.same(Long.toString(
                        edge(random.nextInt() >> random.nextInt(32), Integer.MIN_VALUE, Integer.MAX_VALUE)));
            case "double" -> real();
            case "string" -> Sample.same("x" + "aé漢 😀-".substring(0, 2 * random.nextInt(4)));
            case "boolean" -> Sample.same(Boolean.toString(random.nextBoolean()));
            case "date" -> Sample.same(day().toString());
            case "timestamp(3)" -> timestamp(1_000);
            case "timestamp" -> timestamp(1);
            default -> decimal(type);
        };
    }

    private long edge(long usual, long lowest, long highest) {
        return switch (random.nextInt(32)) {
            case 0 -> 0;
            case 1 -> lowest;
            case 2 -> highest;
            default -> usual;
        };
    }

    private Sample real() {
        double any = Double.longBitsToDouble(random.nextLong());
        double value = random.nextInt(16) == 0 ? -0.0 : Double.isFinite(any) ? any : random.nextGaussian();
        return new Sample(Double.toString(value), "%016X".formatted(Double.doubleToRawLongBits(value)));
    }

    private Sample decimal(String type) {
        int comma = type.indexOf(',');
        int precision = Integer.parseInt(type.substring("decimal(".length(), comma));
        int scale = Integer.parseInt(type.substring(comma + 1, type.length() - 1));
        BigInteger limit = BigInteger.TEN.pow(1 + random.nextInt(precision));
        BigInteger unscaled = random.nextInt(16) == 0 ? BigInteger.ZERO : new BigInteger(140, random).mod(limit);
        BigDecimal value = new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale);
        return Sample.same(value.toPlainString());
    }

    private LocalDate day() {
        return LocalDate.ofEpochDay(FIRST_DAY + edge(random.nextInt(DAYS), 0, DAYS));
    }

    /** Trino's timestamps of a Hive table are of milliseconds; finer ones are rounded to the nearest, half a one up. */
    private Sample timestamp(int unit) {
        long micros = edge(Math.floorMod(random.nextLong(), 86_400_000_000L), 0, 86_399_999_999L) / unit * unit;
        LocalDateTime value = day().atStartOfDay().plusNanos(micros * 1_000);
        long epoch = ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), value);
        long millis = Math.floorDiv(epoch + 500, 1_000);
        LocalDateTime rounded = LocalDateTime.ofEpochSecond(
                Math.floorDiv(millis, 1_000), (int) Math.floorMod(millis, 1_000L) * 1_000_000, ZoneOffset.UTC);
        return new Sample(MICROS.format(value), MILLIS.format(rounded));
    }
}
