package dev.mayfly.job.check;

/** Says what a value would have to be; carries no stack, because a bad file throws millions. */
final class BadValue extends Exception {
    BadValue(String wanted) {
        super(wanted, null, false, false);
    }
}
