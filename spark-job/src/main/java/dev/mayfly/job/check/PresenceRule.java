package dev.mayfly.job.check;

import dev.mayfly.contract.ColumnRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The column at {@code own} has a value on the rows where the one at {@code other} has one of some, and on no others. */
record PresenceRule(int own, int other, Set<Object> values, String ownName, String condition) {
    static List<PresenceRule> of(List<TypedColumn> columns) {
        List<String> names = columns.stream().map(TypedColumn::name).toList();
        List<PresenceRule> rules = new ArrayList<>();
        for (int own = 0; own < columns.size(); own++) {
            for (ColumnRule rule : columns.get(own).rules()) {
                if (rule instanceof ColumnRule.PresentWhen when) {
                    int other = names.indexOf(when.column());
                    rules.add(new PresenceRule(
                            own,
                            other,
                            ValueRule.values(when.values(), columns.get(other).columnType()),
                            columns.get(own).name(),
                            "%s is %s".formatted(when.column(), String.join(" or ", when.values()))));
                }
            }
        }
        return rules;
    }

    /** Whether the values of a row are as they should be. */
    boolean holds(Object[] row) {
        return asks(row[other]) == (row[own] != null);
    }

    /** Whether this value of the other column asks for one in the rule's own; null is no value. */
    boolean asks(Object value) {
        return value != null && values.contains(value);
    }

    /** What is wrong with a row, given its values and the text of the column's field. */
    Optional<Fault> fault(Object[] row, LineFields fields, int field) {
        if (holds(row)) {
            return Optional.empty();
        }
        if (row[own] == null) {
            return Optional.of(Fault.plain("%s is empty, and a row where %s has one".formatted(ownName, condition)));
        }
        return Optional.of(new Fault(
                "%s is '%s', and only a row where %s has one"
                        .formatted(ownName, FileHeader.shown(fields.text(field)), condition),
                "%s has a value, and only a row where %s has one".formatted(ownName, condition)));
    }
}
