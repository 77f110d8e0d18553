package hocket.core.spi;

import java.math.BigDecimal;
import java.util.function.Predicate;

/**
 * Prints numbers as JavaScript does (ECMA-262, Number::toString): the shortest digits that read back as the number. Their
 * digits are the codec's to find, since {@link Double#toString} has too many of them before JDK 19, and on Android.
 */
public final class JavaScriptNumbers {
    /** From 10^21 on JavaScript writes an exponent. */
    private static final int MAX_PLAIN_DIGITS = 21;

    private static final int MIN_PLAIN_POINT = -6;

    /** Within these a double that is an integer has only digits, exactly those of the long. */
    private static final double MAX_EXACT = 1e15;

    /** Between these, and with a fraction, Java and JavaScript print the same. */
    private static final double MIN_SAME = 1e-3;

    private static final double MAX_SAME = 1e7;

    /** Below these, two digits may differ from one and still mean the same number, and Java's rule prefers two. */
    private static final double COARSE_DOUBLE = 128 * Double.MIN_VALUE;

    private static final float COARSE_FLOAT = 128 * Float.MIN_VALUE;

    private JavaScriptNumbers() {}

    /** Whether JavaScript prints the number as it prints {@code (long) number}. */
    public static boolean isLong(double number) {
        return (long) number == number && Math.abs(number) < MAX_EXACT;
    }

    /**
     * A finite number.
     *
     * @param shortest as Java prints it, with the fewest digits that tell it from other doubles: {@code 1.25E-7}
     */
    public static String toString(double number, String shortest) {
        double size = Math.abs(number);
        if (size >= MIN_SAME && size < MAX_SAME && number != Math.rint(number)) {
            return shortest;
        }
        Decimal decimal = Decimal.parse(shortest);
        if (Math.abs(number) < COARSE_DOUBLE && decimal.digits.length() == 2) {
            decimal = decimal.oneDigitIf(shorter -> Double.parseDouble(shorter) == Math.abs(number));
        }
        return decimal.toJavaScript();
    }

    /**
     * A finite number.
     *
     * @param shortest as Java prints it, with the fewest digits that tell it from other floats
     */
    public static String toString(float number, String shortest) {
        Decimal decimal = Decimal.parse(shortest);
        if (Math.abs(number) < COARSE_FLOAT && decimal.digits.length() == 2) {
            decimal = decimal.oneDigitIf(shorter -> Float.parseFloat(shorter) == Math.abs(number));
        }
        return decimal.toJavaScript();
    }

    /** All digits of the number, in JavaScript's notation. */
    public static String toString(BigDecimal number) {
        String digits = number.unscaledValue().abs().toString();
        return new Decimal(number.signum() < 0, digits, (long) digits.length() - number.scale()).toJavaScript();
    }

    /** {@code 0.<digits> * 10^point}, the digits without zeros at either end; no digits for zero. */
    private static final class Decimal {
        final boolean negative;
        final String digits;
        final long point;

        Decimal(boolean negative, String digits, long point) {
            int from = 0;
            while (from < digits.length() && digits.charAt(from) == '0') {
                from++;
            }
            int to = digits.length();
            while (to > from && digits.charAt(to - 1) == '0') {
                to--;
            }
            this.negative = negative;
            this.digits = digits.substring(from, to);
            this.point = point - from;
        }

        /** Java's notation: {@code -1.25E-7}. */
        static Decimal parse(String java) {
            boolean negative = java.charAt(0) == '-';
            int dot = java.indexOf('.');
            int e = java.indexOf('E', dot);
            String whole = java.substring(negative ? 1 : 0, dot);
            String fraction = java.substring(dot + 1, e < 0 ? java.length() : e);
            int exponent = e < 0 ? 0 : Integer.parseInt(java.substring(e + 1));
            return new Decimal(negative, whole + fraction, (long) whole.length() + exponent);
        }

        Decimal oneDigitIf(Predicate<String> same) {
            int down = digits.charAt(0) - '0';
            int nearer = digits.charAt(1) >= '5' ? down + 1 : down;
            for (int digit : new int[] {nearer, 2 * down + 1 - nearer}) {
                if (digit > 0 && same.test(digit + "e" + (point - 1))) {
                    return new Decimal(negative, Integer.toString(digit), digit == 10 ? point + 1 : point);
                }
            }
            return this;
        }

        String toJavaScript() {
            if (digits.isEmpty()) {
                return "0";
            }
            StringBuilder text = new StringBuilder(32);
            if (negative) {
                text.append('-');
            }
            if (point > MAX_PLAIN_DIGITS || point <= MIN_PLAIN_POINT) {
                appendWithExponent(text);
            } else if (point <= 0) {
                appendZeros(text.append("0."), -point);
                text.append(digits);
            } else if (point >= digits.length()) {
                appendZeros(text.append(digits), point - digits.length());
            } else {
                text.append(digits, 0, (int) point).append('.').append(digits, (int) point, digits.length());
            }
            return text.toString();
        }

        private void appendWithExponent(StringBuilder text) {
            text.append(digits.charAt(0));
            if (digits.length() > 1) {
                text.append('.').append(digits, 1, digits.length());
            }
            text.append('e').append(point > 0 ? "+" : "").append(point - 1);
        }

        private static void appendZeros(StringBuilder text, long count) {
            for (long i = 0; i < count; i++) {
                text.append('0');
            }
        }
    }
}
