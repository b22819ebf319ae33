package dev.mayfly.orchestrator.dataset.reference;

/**
 * A key of a dataset file.
 *
 * @param name as the file spells it
 * @param shape what a value looks like
 * @param byDefault the value that holds where the key is absent, empty where there is none
 * @param meaning one sentence or two
 * @param example a value that is accepted
 * @param refused a value that is refused, empty where every text is accepted
 */
record DatasetKey(
        String name,
        ValueShape shape,
        String byDefault,
        String meaning,
        String example,
        String refused,
        boolean required) {
    static DatasetKey required(String name, ValueShape shape, String meaning, String example, String refused) {
        return new DatasetKey(name, shape, "", meaning, example, refused, true);
    }

    static DatasetKey optional(
            String name, ValueShape shape, String byDefault, String meaning, String example, String refused) {
        return new DatasetKey(name, shape, byDefault, meaning, example, refused, false);
    }
}
