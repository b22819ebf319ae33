package dev.mayfly.cli.query;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** What Athena charges for a query that scanned so many bytes: whole megabytes, ten at least. */
record ScanCost(long scanned, BigDecimal usdPerTerabyte) {
    /** The price in most regions; nobody here has read it from AWS itself. */
    static final BigDecimal USUAL = new BigDecimal("5.00");

    private static final long MEGABYTE = 1_048_576;
    private static final long LEAST = 10 * MEGABYTE;
    private static final BigDecimal TERABYTE = BigDecimal.valueOf(MEGABYTE * MEGABYTE);

    ScanCost {
        if (scanned < 0 || usdPerTerabyte.signum() < 0) {
            throw new IllegalArgumentException("%d bytes at %s USD a terabyte cannot be charged: neither is below zero"
                    .formatted(scanned, usdPerTerabyte));
        }
    }

    long charged() {
        return Math.max(LEAST, (scanned + MEGABYTE - 1) / MEGABYTE * MEGABYTE);
    }

    BigDecimal usd() {
        return BigDecimal.valueOf(charged()).multiply(usdPerTerabyte).divide(TERABYTE, 6, RoundingMode.UP);
    }

    @Override
    public String toString() {
        return "scanned %s, charged as %s: %s USD at %s USD a TB"
                .formatted(text(scanned), text(charged()), usd().toPlainString(), usdPerTerabyte.toPlainString());
    }

    /** Bytes as people say them. */
    static String text(long bytes) {
        if (bytes < 1_024) {
            return bytes + " B";
        }
        return bytes < MEGABYTE
                ? String.format(Locale.ROOT, "%.1f KB", bytes / 1_024.0)
                : String.format(Locale.ROOT, "%.1f MB", bytes / (double) MEGABYTE);
    }
}
