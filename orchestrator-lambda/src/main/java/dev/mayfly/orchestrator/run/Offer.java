package dev.mayfly.orchestrator.run;

/** What a cluster for these inputs would be and cost at the most an hour, or why it has no price. */
public sealed interface Offer {
    /** A template with its bounded rate. */
    record Priced(String template, Usd ratePerHour) implements Offer {}

    /** Nothing can be promised about the cost, so nothing is launched. */
    record Unpriced(String why) implements Offer {}
}
