package dev.mayfly.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnValuesTest {
    @ParameterizedTest
    @CsvSource({
        "0.5,0.5",
        ".5,0.5",
        "+.5,0.5",
        "-.25,-0.25",
        "5.,5",
        "-5.,-5",
        "+5.00,5",
        "1E+2,100",
        "1e2,100",
        "1.5e-1,0.15",
        "25E-2,0.25",
        "007,7",
        "0,0",
        "-0,0",
        "+0.,0",
        ".0,0",
        "0e0,0",
        "0e-9999999999,0",
        "00.00E99999,0",
        "000000000000000000000000000000000000000000000000000000000000000000000000000012.5000000,12.5",
        "1E+016e,",
        "1.2.3,",
        ".,",
        "+,",
        "-.,",
        "e5,",
        "1e,",
        "1e+,",
        "1e5.,",
        "--1,",
        "+-1,",
        "1d,",
        "1f,",
        "0x1p3,",
        "1_000,",
        "' 1',",
        "'1 ',",
        "'1,5',",
        "٣,",
        "1e٣,",
        "Ａ,"
    })
    void readsTheSameSpellingsOfNumbersForDecimalAndDouble(String text, BigDecimal value) throws Exception {
        ColumnType decimal = ColumnType.of("decimal(38,10)");
        if (value == null) {
            assertThatThrownBy(() -> ColumnValues.parse(decimal, text)).isInstanceOf(InvalidValueException.class);
            assertThatThrownBy(() -> ColumnValues.parse(ColumnType.of("double"), text))
                    .isInstanceOf(InvalidValueException.class);
        } else {
            assertThat(ColumnValues.parse(decimal, text)).isEqualTo(value.setScale(10));
            assertThat((double) ColumnValues.parse(ColumnType.of("double"), text))
                    .isEqualTo(value.doubleValue());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'decimal(1,1)',0",
        "'decimal(1,1)',0.0",
        "'decimal(1,1)',-0.9",
        "'decimal(1,1)',.0",
        "'decimal(4,4)',0.00000",
        "'decimal(4,4)',9999e-4",
        "'decimal(38,38)',0e5",
        "'decimal(38,38)',-.00000000000000000000000000000000000001",
        "'decimal(1,0)',9",
        "'decimal(1,0)',-0",
        "'decimal(6,2)',1e3",
        "'decimal(6,2)',9999.990",
        "'decimal(38,0)',-99999999999999999999999999999999999999",
        "'decimal(19,0)',1234567890123456789"
    })
    void readsDecimalsToTheEdgesOfTheirType(String type, String text) throws Exception {
        ColumnType decimal = ColumnType.of(type);
        assertThat(ColumnValues.parse(decimal, text)).isEqualTo(new BigDecimal(text).setScale(decimal.scale()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            decimal(1,1)  | 1                     | it has more than 0 digits before the point
            decimal(1,1)  | .01                   | it has more than 1 digits after the point, and none is dropped
            decimal(5,2)  | 1.234                 | it has more than 2 digits after the point, and none is dropped
            decimal(5,2)  | 1234                  | it has more than 3 digits before the point
            decimal(5,2)  | 1e400                 | it has more than 3 digits before the point
            decimal(5,2)  | 1e-99999999999        | it has more than 2 digits after the point, and none is dropped
            decimal(38,0) | 1e38                  | it has more than 38 digits before the point
            double        | NaN                   | it is not finite, so it can neither be compared nor added up
            double        | nan                   | it is not finite
            decimal(5,2)  | +Infinity             | it is not finite
            double        | -inf                  | it is not finite
            double        | 1e400                 | its numbers go from -1.7976931348623157E308 to 1.7976931348623157E308
            double        | -1e999999999999       | its numbers go from
            double        | 1e-400                | it is nearer to zero than 4.9E-324, the least that there is, and would become zero
            double        | one                   | a number has digits and at most one point
            bigint        | 9223372036854775808   | its numbers go from -9223372036854775808 to 9223372036854775807
            bigint        | -9223372036854775809  | its numbers go from
            bigint        | 18446744073709551617  | its numbers go from
            int           | 2147483648            | its numbers go from -2147483648 to 2147483647
            int           | -2147483649           | its numbers go from
            bigint        | 1.43322E+12           | a whole number has digits only, with a sign before them if need be
            bigint        | 1E3                   | a whole number has digits only
            bigint        | 213.0                 | a whole number has digits only
            bigint        | 99999999999999999999x | a whole number has digits only
            bigint        | +                     | a whole number has digits only
            bigint        | +-1                   | a whole number has digits only
            boolean       | 1                     | a boolean is true, false, t or f, in letters of any case
            boolean       | yes                   | a boolean is
            date          | 2024-02-30            | the calendar has no such day
            date          | 2023-02-29            | the calendar has no such day
            date          | 2024-13-01            | the calendar has no such day
            date          | 2024-01-00            | the calendar has no such day
            date          | 0000-01-01            | the years are 0001 to 9999
            date          | 10000-01-01           | the years are 0001 to 9999
            date          | -0001-01-01           | the years are 0001 to 9999
            date          | 2024-1-1              | a date is written yyyy-MM-dd
            date          | 24-01-01              | a date is written yyyy-MM-dd
            date          | 20240101              | a date is written yyyy-MM-dd
            date          | 2024-01-01 00:00:00   | a date is written yyyy-MM-dd, and nothing stands behind it
            timestamp     | 2024-01-01            | a timestamp is written yyyy-MM-dd HH:mm:ss, with a fraction of the second and an offset if need be; midnight is 00:00:00
            timestamp     | 2024-01-01 24:00:00   | the hours are 00 to 23; midnight is 00:00 of the day that begins
            timestamp     | 2024-01-01 00:60:00   | the minutes are 00 to 59
            timestamp     | 2016-12-31 23:59:60   | the seconds are 00 to 59; leap seconds have no place in a timestamp
            timestamp     | 2024-01-01 00:00:00.1234567 | it has more than 6 digits of a second, and none is dropped
            timestamp(3)  | 2024-01-01 00:00:00.1230001 | it has more than 3 digits of a second, and none is dropped
            timestamp     | 2024-01-01 00:00:00.  | a timestamp is written
            timestamp     | 2024-01-01 00         | a timestamp is written
            timestamp     | 2024-01-01_00:00:00   | a timestamp is written
            timestamp     | 2024-01-01 00:00:00+2 | an offset is written Z, UTC, +02, +0200 or +02:00, and is 18 hours at most
            timestamp     | 2024-01-01 00:00:00 CET | an offset is written
            timestamp     | 2024-01-01 00:00:00Z+1 | an offset is written
            timestamp     | 2024-01-01 00:00:00+02:0 | an offset is written
            timestamp     | 2024-01-01 00:00:00+02:60 | an offset is written
            timestamp     | 2024-01-01 00:00:00+18:01 | an offset is written
            timestamp     | 2024-01-01 00:00:00  Z | an offset is written
            timestamp     | 0001-01-01 00:00:00+00:01 | the years are 0001 to 9999, and in UTC it is in another
            timestamp     | 9999-12-31 23:59:59.999999-00:01 | the years are 0001 to 9999, and in UTC
            timestamp     | 0000-12-31 23:00:00-02 | the years are 0001 to 9999
            timestamp     | 10000-01-01 00:00:00  | the years are 0001 to 9999
            timestamp     | infinity              | a timestamp is written
            """)
    void saysWhyATextIsNoValue(String type, String text, String why) {
        assertThatThrownBy(() -> ColumnValues.parse(ColumnType.of(type), text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith(why)
                .extracting(e -> e.getStackTrace().length)
                .isEqualTo(0);
        assertThat(ColumnType.of(type).incompatibility(text).orElseThrow())
                .startsWith("'%s' is no %s: ".formatted(text, type))
                .contains(why);
    }

    @ParameterizedTest
    @CsvSource({
        "2020-12-31 21:25:58.745232+02,2020-12-31T19:25:58.745232Z", "2020-12-31 21:25:58+0530,2020-12-31T15:55:58Z",
        "2020-12-31T21:25Z,2020-12-31T21:25:00Z", "2020-12-31T21:25:58 Z,2020-12-31T21:25:58Z",
        "2020-12-31 21:25:58 UTC,2020-12-31T21:25:58Z", "2020-12-31 21:25:58UTC,2020-12-31T21:25:58Z",
        "2020-12-31 21:25:58 +02:00,2020-12-31T19:25:58Z", "2020-12-31 21:25-03:30,2021-01-01T00:55:00Z",
        "2020-12-31 21:25:58+00,2020-12-31T21:25:58Z", "2020-12-31 21:25:58-00:00,2020-12-31T21:25:58Z",
        "1891-03-15 00:00:00+00:53:28,1891-03-14T23:06:32Z", "2020-12-31 21:25:58.1,2020-12-31T21:25:58.100Z",
        "2020-12-31 21:25:58.123456000,2020-12-31T21:25:58.123456Z",
                "1969-12-31 23:59:59.999999,1969-12-31T23:59:59.999999Z",
        "0001-01-01 00:00:00,0001-01-01T00:00:00Z", "9999-12-31 23:59:59.999999,9999-12-31T23:59:59.999999Z",
        "1677-09-21 00:12:42,1677-09-21T00:12:42Z", "2262-04-11 23:47:17,2262-04-11T23:47:17Z",
        "0001-01-01 18:00:00+18:00,0001-01-01T00:00:00Z"
    })
    void readsTimesOfTheYears1To9999InMicroseconds(String text, Instant instant) throws Exception {
        assertThat(ColumnValues.parse(ColumnType.of("timestamp"), text))
                .isEqualTo(instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000);
    }

    @Test
    void readsMillisecondsWhereNothingFollowsThem() throws Exception {
        ColumnType millis = ColumnType.of("timestamp(3)");
        assertThat(ColumnValues.parse(millis, "1970-01-01 00:00:00.123")).isEqualTo(123_000L);
        assertThat(ColumnValues.parse(millis, "1970-01-01 00:00:00.123000")).isEqualTo(123_000L);
        assertThat(millis).hasToString("timestamp(3)");
        assertThat(millis.catalogName()).isEqualTo("timestamp");
        assertThatThrownBy(() -> ColumnType.of("timestamp(6)")).hasMessageContaining("timestamp, timestamp(3)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01", "0004-02-29", "1582-10-10", "1900-02-28", "2000-02-29", "9999-12-31"})
    void readsDaysOfTheYears1To9999(String text) throws Exception {
        assertThat(ColumnValues.parse(ColumnType.of("date"), text))
                .isEqualTo((int) ChronoUnit.DAYS.between(LocalDate.EPOCH, LocalDate.parse(text)));
    }

    @ParameterizedTest
    @CsvSource({"true,true", "TRUE,true", "t,true", "T,true", "False,false", "f,false", "F,false"})
    void readsBooleansThatCanMeanNothingElse(String text, boolean value) throws Exception {
        assertThat(ColumnValues.parse(ColumnType.of("boolean"), text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bigint",
                "int",
                "double",
                "decimal(1,0)",
                "decimal(1,1)",
                "decimal(4,4)",
                "decimal(6,2)",
                "decimal(38,38)",
                "decimal(38,37)",
                "string",
                "boolean",
                "date",
                "timestamp",
                "timestamp(3)"
            })
    void givesAnExampleThatIsAValueOfTheType(String type) {
        assertThat(ColumnType.of(type).incompatibility(ColumnType.of(type).example()))
                .isEmpty();
    }

    @Test
    void comparesBoundsByTheirValues() {
        assertThat(bounds("timestamp", "2024-01-01T01:00+02", "2024-01-01 00:00:00"))
                .isEmpty();
        assertThat(bounds("decimal(6,2)", "1e3", "1000.0")).isEmpty();
        assertThat(bounds("double", ".5", "0.49"))
                .hasValueSatisfying(why -> assertThat(why).isEqualTo("column v: min .5 is above max 0.49"));
        assertThat(bounds("date", "9999-12-31", "0001-01-01")).isPresent();
    }

    @Test
    void refusesOneValueInTwoSpellings() {
        assertThat(new ColumnRule.OneOf(List.of("7", "8", "007")).incompatibility(ColumnType.of("bigint")))
                .hasValue("oneOf lists one value twice, as 7 and 007; keep one");
        assertThat(new ColumnRule.OneOf(List.of("7", "007")).incompatibility(ColumnType.of("string")))
                .isEmpty();
        assertThat(new ColumnRule.OneOf(List.of("007", "+8")).incompatibility(ColumnType.of("int")))
                .isEmpty();
    }

    private static java.util.Optional<String> bounds(String type, String least, String most) {
        try {
            Column column = new Column(
                    "v",
                    ColumnType.of(type),
                    false,
                    "",
                    List.of(new ColumnRule.AtLeast(least), new ColumnRule.AtMost(most)));
            assertThat(column.rules()).hasSize(2);
            return java.util.Optional.empty();
        } catch (IllegalArgumentException e) {
            return java.util.Optional.of(e.getMessage());
        }
    }
}
