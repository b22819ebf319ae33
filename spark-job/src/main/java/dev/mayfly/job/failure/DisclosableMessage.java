package dev.mayfly.job.failure;

/** An exception whose message has no value of a row: it may stand in logs, reasons and notices as it is. */
public interface DisclosableMessage {}
