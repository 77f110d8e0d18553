package hocket.core;

import java.time.Duration;

/** Checks what options are given, for this room and those above. Stateless. */
public final class Checks {
    private Checks() {}

    /**
     * The duration.
     *
     * @throws IllegalArgumentException if it is zero or negative; the message names the option
     */
    public static Duration positive(String option, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(option + " must be more than 0, not " + duration);
        }
        return duration;
    }

    /**
     * The number.
     *
     * @throws IllegalArgumentException if it is 0 or negative; the message names the option
     */
    public static int positive(String option, int number) {
        return Math.toIntExact(positive(option, (long) number));
    }

    /**
     * The number.
     *
     * @throws IllegalArgumentException if it is 0 or negative; the message names the option
     */
    public static long positive(String option, long number) {
        if (number < 1) {
            throw new IllegalArgumentException(option + " must be 1 or more, not " + number);
        }
        return number;
    }
}
