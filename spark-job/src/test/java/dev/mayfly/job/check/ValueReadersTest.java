package dev.mayfly.job.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.ColumnRule;
import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.ColumnValues;
import dev.mayfly.contract.InvalidValueException;
import dev.mayfly.job.GeneratedValues;
import dev.mayfly.job.GeneratedValues.Sample;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.types.Decimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a definition takes as a value the step reads, and the same, over generated texts of each type. */
class ValueReadersTest {
    private static final int TEXTS = 20_000;
    private static final long SEED = 20261201;

    static Stream<String> types() {
        return GeneratedValues.TYPES.stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void readsWhatTheGrammarReads(String name) {
        ColumnType type = ColumnType.of(name);
        ValueReader reader = ValueReaders.of(type);
        Random random = new Random(SEED);
        for (Sample sample : GeneratedValues.of(type, TEXTS, SEED)) {
            Optional<Object> value = read(reader, sample.text());
            assertThat(value.isPresent())
                    .as("%s as %s is read", sample.text(), type)
                    .isEqualTo(sample.value().isPresent());
            assertThat(value.map(ValueReadersTest::plain))
                    .as("%s as %s", sample.text(), type)
                    .isEqualTo(grammar(type, sample.text()));
            if (type.kind() == ColumnType.Kind.STRING) {
                continue;
            }
            String other = changed(sample.text(), random);
            assertThat(read(reader, other).map(ValueReadersTest::plain))
                    .as("%s as %s", other, type)
                    .isEqualTo(grammar(type, other));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void takesABoundInADefinitionIfAndOnlyIfTheStepReadsIt(String name) {
        ColumnType type = ColumnType.of(name);
        if (new ColumnRule.AtLeast("x").incompatibility(type).orElseThrow().startsWith("min is for")) {
            return;
        }
        ValueReader reader = ValueReaders.of(type);
        for (Sample sample : GeneratedValues.of(type, TEXTS, SEED + 1)) {
            List<ColumnRule> rules =
                    List.of(new ColumnRule.AtLeast(sample.text()), new ColumnRule.AtMost(sample.text()));
            boolean taken =
                    rules.stream().allMatch(rule -> rule.incompatibility(type).isEmpty());
            assertThat(taken)
                    .as("%s as a bound of %s", sample.text(), type)
                    .isEqualTo(sample.value().isPresent());
            if (taken) {
                Object value = read(reader, sample.text()).orElseThrow();
                assertThat(ValueRule.of(new TypedColumn("v", name, false, false, rules)))
                        .as("%s within itself", sample.text())
                        .hasSize(2)
                        .allMatch(rule -> rule.allows(value));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void readsARowAtASideAsItReadsItWithASecondLook(String name) {
        List<TypedColumn> columns =
                List.of(new TypedColumn("v", name, false, false), new TypedColumn("w", "string", true, false));
        FileHeader header = new FileHeader("v,w", List.of("v", "w"), List.of(0, 1));
        Values quick = new Values();
        FastRowParser row = new FastRowParser(columns, List.of(), header);
        StrictRowParser check = new StrictRowParser(columns, List.of(), header);
        for (Sample sample : GeneratedValues.of(ColumnType.of(name), TEXTS, SEED + 2)) {
            byte[] line = (sample.text() + ",").getBytes(UTF_8);
            quick.begin();
            LineKind kind = check.judge(line, line.length);
            if (row.read(line, 0, line.length, quick)) {
                assertThat(kind).as(sample.text()).isEqualTo(LineKind.ACCEPTED);
                assertThat(quick.values.get(0)).as(sample.text()).isEqualTo(Values.comparable(check.values()[0]));
            }
            assertThat(kind == LineKind.ACCEPTED)
                    .as(sample.text())
                    .isEqualTo(sample.value().isPresent());
        }
    }

    private static Optional<Object> read(ValueReader reader, String text) {
        byte[] bytes = ("<" + text + ">").getBytes(UTF_8);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(reader.read(bytes, 1, bytes.length - 2));
        } catch (BadValue e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> grammar(ColumnType type, String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(ColumnValues.parse(type, text));
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }

    private static Object plain(Object value) {
        if (value instanceof Decimal decimal) {
            BigDecimal exact = decimal.toJavaBigDecimal();
            return exact.setScale(decimal.scale());
        }
        return value instanceof org.apache.spark.unsafe.types.UTF8String ? value.toString() : value;
    }

    private static String changed(String text, Random random) {
        int at = random.nextInt(text.length());
        String by = random.nextBoolean() ? String.valueOf("0123456789+-.eETZ: n".charAt(random.nextInt(20))) : "";
        return text.substring(0, at) + by + text.substring(random.nextBoolean() ? at : at + 1);
    }

    /** The values of a row as they come, whole numbers as longs. */
    private static final class Values implements RowTarget {
        private final List<Object> values = new ArrayList<>();

        @Override
        public void begin() {
            values.clear();
        }

        @Override
        public void nothing(int column) {
            values.add("nothing");
        }

        @Override
        public void whole(int column, long value) {
            values.add(value);
        }

        @Override
        public void text(int column, byte[] bytes, int start, int length) {
            values.add(new String(bytes, start, length, UTF_8));
        }

        @Override
        public void value(int column, Object value) {
            values.add(comparable(value));
        }

        static Object comparable(Object value) {
            if (value instanceof Integer whole) {
                return whole.longValue();
            }
            return value instanceof org.apache.spark.unsafe.types.UTF8String ? value.toString() : value;
        }
    }
}
