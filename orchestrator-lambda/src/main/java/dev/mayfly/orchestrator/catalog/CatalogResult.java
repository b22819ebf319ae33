package dev.mayfly.orchestrator.catalog;

/** How far a publication came. */
public sealed interface CatalogResult {
    /** The catalog shows exactly what was to be shown, after so many writes. */
    record Confirmed(int writes) implements CatalogResult {}

    /** Not all of it yet; trying again goes on where this ended. */
    record Unfinished(String why) implements CatalogResult {}

    /** The catalog shows something else, and was only to be compared. */
    record Differs(String what) implements CatalogResult {}

    /** It cannot be published without a person's word. */
    record Refused(String why) implements CatalogResult {}
}
