package dev.mayfly.orchestrator.cost;

import dev.mayfly.contract.ContractJson;
import dev.mayfly.orchestrator.run.Usd;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Prices as dated data with their source, in US dollars: an hour of EC2 on demand, an hour of EMR's fee on top, a
 * gigabyte-month of gp3. {@code verified} says whether they were read from AWS itself.
 */
public record PriceBook(
        String region,
        String asOf,
        String source,
        boolean verified,
        String gp3UsdPerGbMonth,
        List<InstancePrice> instances) {
    private static final BigDecimal HOURS_IN_SHORTEST_MONTH = BigDecimal.valueOf(672);

    /** The price of one instance type. */
    public record InstancePrice(String type, int vcpu, int memoryGiB, String ec2UsdPerHour, String emrUsdPerHour) {
        Usd hour() {
            return Usd.of(ec2UsdPerHour).plus(Usd.of(emrUsdPerHour));
        }
    }

    public PriceBook {
        instances = List.copyOf(instances);
    }

    /** The book that is shipped for a region. */
    public static PriceBook shipped(String region) {
        String name = "/prices/" + region + ".json";
        try (InputStream in = PriceBook.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("there is no price book for region %s: add %s".formatted(region, name));
            }
            return ContractJson.read(in.readAllBytes(), PriceBook.class, name);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }

    /** What an hour of each listed type costs, EMR's fee included. */
    Map<String, Usd> hours() {
        return instances.stream().collect(Collectors.toUnmodifiableMap(InstancePrice::type, InstancePrice::hour));
    }

    Usd diskHour(int gigabytes) {
        return new Usd(new BigDecimal(gp3UsdPerGbMonth)
                .multiply(BigDecimal.valueOf(gigabytes))
                .divide(HOURS_IN_SHORTEST_MONTH, 8, java.math.RoundingMode.UP));
    }
}
