package dev.mayfly.job;

import dev.mayfly.contract.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Texts of a type, most of them values that are known because the text was made of the value; the same seed gives the same. */
public final class GeneratedValues {
    public static final List<String> TYPES = List.of(
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
            "timestamp",
            "timestamp(3)");

    private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9_999, 12, 31).toEpochDay();
    private static final long MICROS_OF_DAY = 86_400_000_000L;
    private static final List<String> OFFSETS =
            List.of("", "Z", " UTC", "UTC", "+00", "+02", "-0330", " +05:30", "-18:00", "+00:53:28");
    private static final List<Integer> OFFSET_SECONDS = List.of(0, 0, 0, 0, 0, 7_200, -12_600, 19_800, -64_800, 3_208);

    /** A text, and its value as DuckDB shows it; nothing for a text that has to be rejected. */
    public record Sample(String text, Optional<String> value) {}

    private final ColumnType type;
    private final Random random;

    private GeneratedValues(ColumnType type, Random random) {
        this.type = type;
        this.random = random;
    }

    public static List<Sample> of(ColumnType type, int count, long seed) {
        GeneratedValues values =
                new GeneratedValues(type, new Random(seed + type.toString().hashCode()));
        return IntStream.range(0, count).mapToObj(i -> values.sample()).toList();
    }

    /** What a query has to select for the value as samples have it. */
    public static String shown(ColumnType type, String column) {
        return switch (type.kind()) {
            case TIMESTAMP -> "epoch_us(%s)".formatted(column);
            case DECIMAL -> column + "::varchar";
            case BIGINT, INT, DOUBLE, STRING, BOOLEAN, DATE -> column;
        };
    }

    private Sample sample() {
        boolean wrong = type.kind() != ColumnType.Kind.STRING && random.nextInt(8) == 0;
        return wrong ? new Sample(wrong(), Optional.empty()) : right();
    }

    private Sample right() {
        return switch (type.kind()) {
            case BIGINT -> whole(edge(random.nextLong() >> random.nextInt(64), Long.MIN_VALUE, Long.MAX_VALUE));
            case INT -> whole(edge(random.nextInt() >> random.nextInt(32), Integer.MIN_VALUE, Integer.MAX_VALUE));
            case DOUBLE -> real();
            case DECIMAL -> decimal();
            case STRING -> text();
            case BOOLEAN -> bool();
            case DATE -> date();
            case TIMESTAMP -> timestamp();
        };
    }

    private String wrong() {
        return switch (type.kind()) {
            case BIGINT, INT ->
                one(
                        "1e3",
                        "1.0",
                        "1.",
                        "+",
                        "-",
                        "++1",
                        "0x1F",
                        "9223372036854775808",
                        "-9223372036854775809",
                        "1 ",
                        "NaN",
                        "٣");
            case DOUBLE ->
                one(
                        "NaN",
                        "nan",
                        "inf",
                        "-Infinity",
                        "+Infinity",
                        "1e400",
                        "-1e999999",
                        "1e-400",
                        "1d",
                        "0x1p3",
                        "1..2",
                        ".",
                        "1e",
                        "e1",
                        "1_0");
            case DECIMAL ->
                one(
                        "1e400",
                        "NaN",
                        "-inf",
                        "1d",
                        ".",
                        "+.",
                        "1e",
                        "1.2.3",
                        "1" + "0".repeat(type.precision() - type.scale()),
                        "." + "0".repeat(type.scale()) + "1",
                        "1e-39",
                        "9e38");
            case BOOLEAN -> one("1", "0", "yes", "no", "y", "N", "tr", "truee", "on");
            case DATE ->
                one(
                        "0000-01-01",
                        "10000-01-01",
                        "2023-02-29",
                        "2024-02-30",
                        "2024-13-01",
                        "2024-00-10",
                        "2024-1-1",
                        "20240101",
                        "2024-01-01T00:00",
                        "-0001-01-01");
            case TIMESTAMP ->
                one(
                        "2024-01-01",
                        "2024-01-01 24:00:00",
                        "2016-12-31 23:59:60",
                        "2024-01-01 00:60",
                        "2024-01-01 00:00:00+2",
                        "2024-01-01 00:00:00.1234567",
                        "2024-01-01 00:00:00 CET",
                        "0000-12-31 23:00:00-02",
                        "0001-01-01 00:00:00+00:01",
                        "9999-12-31 23:59:59-00:01",
                        "10000-01-01 00:00:00",
                        "2024-02-30 00:00:00",
                        "infinity",
                        "1704067200000");
            case STRING -> throw new IllegalStateException("every text is a string");
        };
    }

    private String one(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private long edge(long usual, long lowest, long highest) {
        return random.nextInt(16) > 0 ? usual : random.nextInt(3) == 0 ? 0 : random.nextBoolean() ? lowest : highest;
    }

    private Sample whole(long value) {
        String digits = (random.nextInt(8) == 0 ? "000" : "")
                + BigInteger.valueOf(value).abs();
        String sign = value < 0 ? "-" : random.nextInt(8) == 0 ? one("+", value == 0 ? "-" : "") : "";
        return new Sample(sign + digits, Optional.of(Long.toString(value)));
    }

    private Sample real() {
        double value = Double.longBitsToDouble(random.nextLong());
        if (!Double.isFinite(value) || random.nextInt(4) == 0) {
            value = random.nextInt(3) == 0 ? (random.nextBoolean() ? 0.0 : -0.0) : random.nextGaussian() * 1_000;
        }
        String text = Double.toString(value);
        String spelled = switch (random.nextInt(5)) {
            case 0 -> text.toLowerCase(java.util.Locale.ROOT);
            case 1 ->
                value == 0
                        ? one("0", "-0", "0e0").replace(value == 0 && 1 / value > 0 ? "-" : "", "")
                        : new BigDecimal(text).toPlainString();
            case 2 -> text.startsWith("-") ? text : "+" + text;
            case 3 -> new BigDecimal(text).unscaledValue() + "e" + -new BigDecimal(text).scale();
            default -> text;
        };
        return new Sample(spelled, Optional.of(Double.toString(Double.parseDouble(spelled))));
    }

    private Sample decimal() {
        BigInteger unscaled =
                new BigInteger(random.nextInt(4) == 0 ? "0" : digits(1 + random.nextInt(type.precision())));
        BigDecimal value = new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), type.scale());
        String plain = value.toPlainString();
        String spelled = switch (random.nextInt(6)) {
            case 0 -> plain.replaceFirst("^(-?)0\\.", "$1.");
            case 1 -> plain.startsWith("-") ? plain : "+" + plain;
            case 2 -> plain.contains(".") ? plain + "000" : plain + ".000";
            case 3 -> value.unscaledValue() + one("e", "E") + -value.scale();
            case 4 ->
                value.signum() == 0
                        ? one("0", "-0", ".0", "0.", "0e9", "-.0E-99")
                        : value.stripTrailingZeros().toString();
            default -> plain.contains(".") ? plain : plain + ".";
        };
        return new Sample(spelled, Optional.of(plain));
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private Sample text() {
        StringBuilder text = new StringBuilder("x");
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(one("a", "é", "漢", "😀", " ", "\\", "'", "\t", "NULL", "-", ";"));
        }
        return new Sample(text.toString(), Optional.of(text.toString()));
    }

    private Sample bool() {
        boolean value = random.nextBoolean();
        return new Sample(
                value ? one("true", "TRUE", "True", "t", "T") : one("false", "FALSE", "fAlse", "f", "F"),
                Optional.of(Boolean.toString(value)));
    }

    private Sample date() {
        long day = edge(FIRST_DAY + random.nextInt((int) (LAST_DAY - FIRST_DAY + 1)), FIRST_DAY, LAST_DAY);
        String text = LocalDate.ofEpochDay(day).toString();
        return new Sample(text, Optional.of(text));
    }

    private Sample timestamp() {
        long unit = type.toString().equals("timestamp") ? 1 : 1_000;
        long within = Math.floorMod(random.nextLong(), MICROS_OF_DAY) / unit * unit;
        long micros =
                edge(FIRST_DAY + random.nextInt((int) (LAST_DAY - FIRST_DAY + 1)), FIRST_DAY, LAST_DAY) * MICROS_OF_DAY
                        + (random.nextInt(4) == 0 ? within / 60_000_000 * 60_000_000 : within);
        int offset = random.nextInt(OFFSETS.size());
        LocalDateTime local = local(micros, OFFSET_SECONDS.get(offset));
        if (local.getYear() < 1 || local.getYear() > 9_999) {
            offset = 0;
            local = local(micros, 0);
        }
        String text = local.toLocalDate() + one("T", " ") + time(local) + OFFSETS.get(offset);
        return new Sample(text, Optional.of(Long.toString(micros)));
    }

    private static LocalDateTime local(long micros, int offset) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000) + offset, Math.floorMod(micros, 1_000_000) * 1_000, ZoneOffset.UTC);
    }

    private String time(LocalDateTime local) {
        String minutes = "%02d:%02d".formatted(local.getHour(), local.getMinute());
        if (local.getSecond() == 0 && local.getNano() == 0 && random.nextBoolean()) {
            return minutes;
        }
        String seconds = minutes + ":%02d".formatted(local.getSecond());
        String fraction = "%09d".formatted(local.getNano());
        return switch (random.nextInt(3)) {
            case 0 -> seconds + "." + fraction;
            case 1 -> seconds + "." + fraction.substring(0, 6);
            default -> local.getNano() == 0 ? seconds : seconds + "." + fraction.replaceFirst("0+$", "");
        };
    }
}
