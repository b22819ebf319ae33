package dev.mayfly.contract;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The refusals that the contract's records share. */
final class Guards {
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,254}");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    static <T> T present(String what, T value) {
        if (value == null) {
            throw new IllegalArgumentException("the " + what + " is missing");
        }
        return value;
    }

    /** A list that documents of earlier days do not have. */
    static <T> List<T> listed(List<T> values) {
        return values == null ? List.of() : List.copyOf(values);
    }

    /** A set that documents of earlier days do not have; always in one order, so that the same record gives the same bytes. */
    static <T extends Comparable<T>> Set<T> sorted(Set<T> values) {
        return values == null ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(values));
    }

    static void name(String what, String value) {
        if (!NAME.matcher(present(what + " name", value)).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no %s name: small letters, digits and underscores, no digit first, at most 255"
                            .formatted(value, what));
        }
    }

    static void notNegative(String what, long value) {
        if (value < 0) {
            throw new IllegalArgumentException("%s is %d, and cannot be less than 0".formatted(what, value));
        }
    }

    static void positive(String what, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s is %d, and has to be 1 or more".formatted(what, value));
        }
    }

    static void sha256(String what, String value) {
        if (!HEX.matcher(present(what, value)).matches()) {
            throw new IllegalArgumentException("'%s' is no %s: 64 hexadecimal digits are".formatted(value, what));
        }
    }

    private Guards() {}
}
