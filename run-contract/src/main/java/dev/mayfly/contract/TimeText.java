package dev.mayfly.contract;

import java.time.LocalDate;
import java.time.Month;
import java.time.Year;

/**
 * Days as {@code yyyy-MM-dd}, and times as a day, {@code T} or a blank, {@code HH:mm} with or without seconds and a fraction of
 * them, and an offset or none, which is UTC. The years are 1 to 9999, those of times in UTC.
 */
final class TimeText {
    private static final long SECONDS_OF_DAY = 86_400;
    private static final long MICROS = 1_000_000;
    private static final int MICRO_DIGITS = 6;
    private static final long EARLIEST = LocalDate.of(1, 1, 1).toEpochDay() * SECONDS_OF_DAY * MICROS;
    private static final long LATEST = (LocalDate.of(9_999, 12, 31).toEpochDay() + 1) * SECONDS_OF_DAY * MICROS - 1;
    private static final int YEAR_DIGITS = 4;
    private static final int LARGEST_OFFSET = 18 * 3_600;

    private static final String DATE = "a date is written yyyy-MM-dd";
    private static final String TIME =
            "a timestamp is written yyyy-MM-dd HH:mm:ss, with a fraction of the second and an offset if need be";
    private static final String YEARS = "the years are 0001 to 9999";
    private static final String OFFSET = "an offset is written Z, UTC, +02, +0200 or +02:00, and is 18 hours at most";

    private final String text;
    private int at;

    private TimeText(String text) {
        this.text = text;
    }

    /** Days since 1970. */
    static int date(String text) throws InvalidValueException {
        TimeText time = new TimeText(text);
        int day = time.day(DATE);
        if (time.at < text.length()) {
            throw new InvalidValueException(DATE + ", and nothing stands behind it");
        }
        return day;
    }

    /** Microseconds since 1970 in UTC; of the digits of a second behind the first so many none is other than 0. */
    static long timestamp(String text, int secondDigits) throws InvalidValueException {
        TimeText time = new TimeText(text);
        long day = time.day(TIME);
        if (time.at == text.length()) {
            throw new InvalidValueException(TIME + "; midnight is 00:00:00");
        }
        if (!time.takes('T')) {
            time.expect(' ', TIME);
        }
        long seconds = day * SECONDS_OF_DAY + time.hoursAndMinutes();
        long micros = 0;
        if (time.takes(':')) {
            seconds += time.second();
            if (time.takes('.')) {
                micros = time.fraction(secondDigits);
            }
        }
        seconds -= time.offset();
        long instant = seconds * MICROS + micros;
        if (instant < EARLIEST || instant > LATEST) {
            throw new InvalidValueException(YEARS + ", and in UTC it is in another");
        }
        return instant;
    }

    private int day(String wanted) throws InvalidValueException {
        if (hasLongYear()) {
            throw new InvalidValueException(YEARS);
        }
        int year = number(4, wanted);
        expect('-', wanted);
        int month = number(2, wanted);
        expect('-', wanted);
        int day = number(2, wanted);
        if (year == 0) {
            throw new InvalidValueException(YEARS);
        }
        if (month < 1 || month > 12 || day < 1 || day > Month.of(month).length(Year.isLeap(year))) {
            throw new InvalidValueException("the calendar has no such day");
        }
        return (int) LocalDate.of(year, month, day).toEpochDay();
    }

    /** Whether more than four digits, or a sign, begin what would be a day. */
    private boolean hasLongYear() {
        int digits = 0;
        int from = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        while (from + digits < text.length() && isDigit(from + digits)) {
            digits++;
        }
        return from + digits < text.length() && text.charAt(from + digits) == '-' && digits + from > YEAR_DIGITS;
    }

    private long hoursAndMinutes() throws InvalidValueException {
        int hours = number(2, TIME);
        expect(':', TIME);
        int minutes = number(2, TIME);
        if (hours > 23) {
            throw new InvalidValueException("the hours are 00 to 23; midnight is 00:00 of the day that begins");
        }
        if (minutes > 59) {
            throw new InvalidValueException("the minutes are 00 to 59");
        }
        return hours * 3_600L + minutes * 60L;
    }

    private int second() throws InvalidValueException {
        int second = number(2, TIME);
        if (second > 59) {
            throw new InvalidValueException("the seconds are 00 to 59; leap seconds have no place in a timestamp");
        }
        return second;
    }

    private long fraction(int digits) throws InvalidValueException {
        int from = at;
        long micros = 0;
        while (at < text.length() && isDigit(at)) {
            int digit = text.charAt(at) - '0';
            if (at - from >= digits && digit != 0) {
                throw new InvalidValueException(
                        "it has more than %d digits of a second, and none is dropped".formatted(digits));
            }
            micros = at - from < MICRO_DIGITS ? micros * 10 + digit : micros;
            at++;
        }
        if (at == from) {
            throw new InvalidValueException(TIME);
        }
        for (int i = at - from; i < MICRO_DIGITS; i++) {
            micros *= 10;
        }
        return micros;
    }

    /** The rest of the text, in seconds that are to be taken away. */
    private int offset() throws InvalidValueException {
        if (at == text.length()) {
            return 0;
        }
        takes(' ');
        if (text.startsWith("Z", at) || text.startsWith("UTC", at)) {
            at += text.charAt(at) == 'Z' ? 1 : 3;
            if (at < text.length()) {
                throw new InvalidValueException(OFFSET);
            }
            return 0;
        }
        boolean west = takes('-');
        if (!west) {
            expect('+', OFFSET);
        }
        int seconds = number(2, OFFSET) * 3_600;
        if (at < text.length()) {
            boolean colons = takes(':');
            seconds += sixty() * 60;
            if (colons && at < text.length()) {
                expect(':', OFFSET);
                seconds += sixty();
            }
        }
        if (at < text.length() || seconds > LARGEST_OFFSET) {
            throw new InvalidValueException(OFFSET);
        }
        return west ? -seconds : seconds;
    }

    private int sixty() throws InvalidValueException {
        int part = number(2, OFFSET);
        if (part > 59) {
            throw new InvalidValueException(OFFSET);
        }
        return part;
    }

    private int number(int digits, String wanted) throws InvalidValueException {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            if (at == text.length() || !isDigit(at)) {
                throw new InvalidValueException(wanted);
            }
            value = value * 10 + text.charAt(at++) - '0';
        }
        return value;
    }

    private boolean isDigit(int place) {
        return text.charAt(place) >= '0' && text.charAt(place) <= '9';
    }

    private void expect(char wanted, String otherwise) throws InvalidValueException {
        if (!takes(wanted)) {
            throw new InvalidValueException(otherwise);
        }
    }

    private boolean takes(char wanted) {
        boolean there = at < text.length() && text.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }
}
