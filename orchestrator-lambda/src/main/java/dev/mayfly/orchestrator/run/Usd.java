package dev.mayfly.orchestrator.run;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** An amount of US dollars, never negative, kept to a hundredth of a cent and rounded up, so that no bound is understated. */
public record Usd(BigDecimal amount) implements Comparable<Usd> {
    public static final Usd ZERO = Usd.of("0");
    private static final int DIGITS = 4;
    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3_600);

    public Usd {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("%s USD is less than nothing".formatted(amount));
        }
        amount = amount.setScale(DIGITS, RoundingMode.UP);
    }

    public static Usd of(String amount) {
        return new Usd(new BigDecimal(amount));
    }

    public Usd plus(Usd other) {
        return new Usd(amount.add(other.amount));
    }

    /** What a rate of this many dollars an hour comes to. */
    public Usd forHours(Duration time) {
        BigDecimal seconds = BigDecimal.valueOf(time.toMillis()).movePointLeft(3);
        return new Usd(amount.multiply(seconds).divide(SECONDS_PER_HOUR, 8, RoundingMode.UP));
    }

    /** How long this is enough for at a rate of so many dollars an hour, to the second. */
    public Duration durationAtRate(Usd ratePerHour) {
        return ratePerHour.equals(ZERO)
                ? Duration.ZERO
                : Duration.ofSeconds(amount.multiply(SECONDS_PER_HOUR)
                        .divide(ratePerHour.amount, 0, RoundingMode.DOWN)
                        .longValueExact());
    }

    public boolean exceeds(Usd limit) {
        return compareTo(limit) > 0;
    }

    public static Usd least(Usd one, Usd other) {
        return one.exceeds(other) ? other : one;
    }

    @Override
    public int compareTo(Usd other) {
        return amount.compareTo(other.amount);
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " USD";
    }
}
