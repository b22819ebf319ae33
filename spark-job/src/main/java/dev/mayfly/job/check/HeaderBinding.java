package dev.mayfly.job.check;

import dev.mayfly.contract.HeaderNames;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where among a line's names each of a table's columns stands, or {@link #NOWHERE}; which columns are not there, and which
 * are there more than once.
 */
record HeaderBinding(List<Integer> places, List<TypedColumn> missing, List<TypedColumn> twice) {
    static final int NOWHERE = -1;

    HeaderBinding {
        places = List.copyOf(places);
        missing = List.copyOf(missing);
        twice = List.copyOf(twice);
    }

    static HeaderBinding of(List<String> names, List<TypedColumn> columns) {
        List<Integer> places = new ArrayList<>();
        List<TypedColumn> missing = new ArrayList<>();
        List<TypedColumn> twice = new ArrayList<>();
        for (TypedColumn column : columns) {
            List<Integer> found = places(names, column, columns);
            places.add(found.size() == 1 ? found.get(0) : NOWHERE);
            if (found.size() > 1) {
                twice.add(column);
            } else if (found.isEmpty()
                    && !column.origin().inPath()
                    && !column.origin().mayBeMissing()) {
                missing.add(column);
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            int place = places.get(i);
            if (place != NOWHERE && places.indexOf(place) != i) {
                twice.add(columns.get(i));
            }
        }
        return new HeaderBinding(places, missing, twice);
    }

    boolean complete() {
        return missing.isEmpty() && twice.isEmpty();
    }

    /** How many columns are there. */
    long count() {
        return places.stream().filter(place -> place != NOWHERE).count();
    }

    /** Names in the very letters that the owner wrote down go before others, so that `Code` and `code` can be two columns. */
    private static List<Integer> places(List<String> names, TypedColumn column, List<TypedColumn> columns) {
        List<Integer> exactly = IntStream.range(0, names.size())
                .filter(i -> column.origin().namesExactly(names.get(i)))
                .boxed()
                .toList();
        return exactly.isEmpty()
                ? IntStream.range(0, names.size())
                        .filter(i -> column.origin().names(names.get(i)))
                        .filter(i -> columns.stream()
                                .noneMatch(other ->
                                        !other.equals(column) && other.origin().namesExactly(names.get(i))))
                        .boxed()
                        .toList()
                : exactly;
    }

    /** Whether a name has blanks around it. */
    static boolean padded(String name) {
        return !name.isEmpty()
                && (HeaderNames.isBlank(name.charAt(0)) || HeaderNames.isBlank(name.charAt(name.length() - 1)));
    }
}
