package dev.mayfly.contract;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Numbers as texts: a sign or none, then digits; those of a decimal and of a double with a point among them or at either end,
 * and an exponent of ten behind them. Both read the same spellings.
 */
final class NumberText {
    private static final int LONG_DIGITS = 18;
    /** Larger exponents make any digit too large or too small for every type. */
    private static final int LARGEST_EXPONENT = 1_000_000;

    private static final String WHOLE = "a whole number has digits only, with a sign before them if need be";
    private static final String NUMBER =
            "a number has digits and at most one point, with a sign before and an exponent such as e3 behind if need be";

    private final String text;
    private boolean negative;
    /** Of the digits that count, the first and the one after the last; equal where the number is zero. */
    private int first;

    private int last;
    /** Where the point stands, or would stand, in the text. */
    private int point;

    private int exponent;

    private NumberText(String text) {
        this.text = text;
    }

    static long whole(String text, long lowest, long highest) throws InvalidValueException {
        int at = sign(text);
        boolean negative = at > 0 && text.charAt(0) == '-';
        if (at == text.length()) {
            throw new InvalidValueException(WHOLE);
        }
        // Counted downwards: the range reaches one further below zero than above.
        long negated = 0;
        boolean fits = true;
        for (; at < text.length(); at++) {
            int digit = digit(text, at);
            if (digit < 0) {
                throw new InvalidValueException(WHOLE);
            }
            fits &= negated >= Long.MIN_VALUE / 10 && negated * 10 >= Long.MIN_VALUE + digit;
            negated = fits ? negated * 10 - digit : negated;
        }
        if (!fits || (negative ? negated < lowest : negated < -highest)) {
            throw new InvalidValueException("its numbers go from %d to %d".formatted(lowest, highest));
        }
        return negative ? negated : -negated;
    }

    static double real(String text) throws InvalidValueException {
        NumberText number = scan(text);
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw new InvalidValueException(
                    "its numbers go from -%s to %s".formatted(Double.MAX_VALUE, Double.MAX_VALUE));
        }
        if (value == 0 && number.first < number.last) {
            throw new InvalidValueException(
                    "it is nearer to zero than %s, the least that there is, and would become zero"
                            .formatted(Double.MIN_VALUE));
        }
        return value;
    }

    static BigDecimal decimal(String text, ColumnType type) throws InvalidValueException {
        NumberText number = scan(text);
        if (number.first == number.last) {
            return BigDecimal.valueOf(0, type.scale());
        }
        int afterPoint = number.scale();
        if (afterPoint > type.scale()) {
            throw new InvalidValueException(
                    "it has more than %d digits after the point, and none is dropped".formatted(type.scale()));
        }
        if (number.digits() - afterPoint > type.precision() - type.scale()) {
            throw new InvalidValueException(
                    "it has more than %d digits before the point".formatted(type.precision() - type.scale()));
        }
        BigDecimal exact = number.digits() <= LONG_DIGITS
                ? BigDecimal.valueOf(number.unscaled(), afterPoint)
                : new BigDecimal(number.large(), afterPoint);
        return exact.setScale(type.scale());
    }

    private static int sign(String text) {
        return !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    }

    private static int digit(String text, int at) {
        int digit = text.charAt(at) - '0';
        return digit > 9 ? -1 : digit;
    }

    private static NumberText scan(String text) throws InvalidValueException {
        NumberText number = new NumberText(text);
        int at = sign(text);
        number.negative = at > 0 && text.charAt(0) == '-';
        number.point = -1;
        int digits = 0;
        for (; at < text.length(); at++) {
            int digit = digit(text, at);
            if (digit >= 0) {
                digits++;
                number.count(at, digit);
            } else if (text.charAt(at) == '.' && number.point < 0) {
                number.point = at;
            } else {
                break;
            }
        }
        if (digits == 0) {
            throw new InvalidValueException(notFinite(text));
        }
        number.point = number.point < 0 ? at : number.point;
        if (at < text.length()) {
            number.exponent = exponent(text, at);
        }
        return number;
    }

    private void count(int at, int digit) {
        if (digit != 0) {
            first = first == last ? at : first;
            last = at + 1;
        }
    }

    private static int exponent(String text, int from) throws InvalidValueException {
        int at = from + 1;
        if ((text.charAt(from) != 'e' && text.charAt(from) != 'E') || at == text.length()) {
            throw new InvalidValueException(NUMBER);
        }
        boolean negative = text.charAt(at) == '-';
        at += negative || text.charAt(at) == '+' ? 1 : 0;
        if (at == text.length()) {
            throw new InvalidValueException(NUMBER);
        }
        int exponent = 0;
        for (; at < text.length(); at++) {
            int digit = digit(text, at);
            if (digit < 0) {
                throw new InvalidValueException(NUMBER);
            }
            exponent = Math.min(LARGEST_EXPONENT, exponent * 10 + digit);
        }
        return negative ? -exponent : exponent;
    }

    private static String notFinite(String text) {
        String word = text.substring(sign(text));
        boolean known =
                word.equalsIgnoreCase("nan") || word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity");
        return known
                ? "it is not finite, so it can neither be compared nor added up; an empty field is no value"
                : NUMBER;
    }

    /** How many digits stand after the point in the shortest plain spelling; less than none where zeros stand before it. */
    private int scale() {
        int behind = last > point ? last - point - 1 : last - point;
        return behind - exponent;
    }

    /** How many digits count. */
    private int digits() {
        return last - first - (first < point && point < last ? 1 : 0);
    }

    private long unscaled() {
        long value = 0;
        for (int at = first; at < last; at++) {
            value = at == point ? value : value * 10 + digit(text, at);
        }
        return negative ? -value : value;
    }

    private BigInteger large() {
        String all = text.substring(first, last).replace(".", "");
        BigInteger value = new BigInteger(all);
        return negative ? value.negate() : value;
    }
}
