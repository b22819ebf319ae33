package dev.mayfly.contract;

/** Why a text is no value of a type, without the text itself; it has no stack trace, because a bad file throws millions. */
public final class InvalidValueException extends Exception {
    InvalidValueException(String why) {
        super(why, null, false, false);
    }
}
