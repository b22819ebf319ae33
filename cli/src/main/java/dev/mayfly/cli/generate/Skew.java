package dev.mayfly.cli.generate;

import java.util.SplittableRandom;

/** Numbers of which a few come often. */
final class Skew {
    /** A number from 0 (inclusive) to 1 (exclusive), nearer to 0 the higher the power. */
    static double towardsZero(SplittableRandom random, int power) {
        double number = random.nextDouble();
        double result = number;
        for (int i = 1; i < power; i++) {
            result *= number;
        }
        return result;
    }

    private Skew() {}
}
