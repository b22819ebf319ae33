package dev.mayfly.orchestrator.run;

/** A person's word: run what is there now; {@code again} even if it was dealt with before. */
public record Ask(boolean again, String by, String reason) {}
