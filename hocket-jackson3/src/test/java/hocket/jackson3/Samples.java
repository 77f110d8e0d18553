package hocket.jackson3;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What applications write and read. */
@SuppressWarnings({"JavaUtilDate", "ArrayRecordComponent"}) // as they hold them
final class Samples {
    private Samples() {}

    enum Color {
        RED,
        BLUE {
            @Override
            public String toString() {
                return "azure";
            }
        }
    }

    interface Shape {
        default int corners() {
            return 4;
        }

        double getArea();
    }

    static class Square implements Shape {
        public final double zSide = 2;
        public transient int hidden = 1;
        public @Nullable Object none;

        @Override
        public double getArea() {
            return zSide * zSide;
        }

        public String getURL() {
            return "u";
        }

        public String getaName() {
            return "n";
        }

        public boolean isFlat() {
            return true;
        }

        public Optional<String> getLabel() {
            return Optional.of("l");
        }
    }

    record Annotated(
            @JsonProperty("other") int b,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String a,

            @JsonUnwrapped Point point) {}

    record Point(int y, int x) {}

    record Valued(@JsonValue int value) {}

    record Patterns(
            @JsonFormat(pattern = "yyyy", timezone = "UTC") Date date,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) Year year,
            @JsonFormat(pattern = "dd.MM.yyyy") LocalDate day) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes(@JsonSubTypes.Type(value = Circle.class, name = "circle"))
    interface Kind {}

    record Circle(int r) implements Kind {}

    record Typed(Kind one, List<Kind> more) {}

    static final class Extra {
        @JsonIgnore
        public int hidden = 1;

        @JsonAnyGetter
        public Map<String, Object> more() {
            return Map.of("x", 1);
        }

        @JsonProperty("named")
        private String secret() {
            return "s";
        }

        public @Nullable String getnull() {
            return null;
        }

        public int get_under() {
            return 5;
        }
    }

    record Mixed(
            int[] ints,
            char[] chars,
            List<Color> colors,
            Map<Integer, Date> byNumber,
            @Nullable Object any) {}

    record Limits(
            int i,
            long l,
            short s,
            double d,
            float f,
            boolean b,
            char c,
            @Nullable Integer boxed) {}

    static final class Bean {
        public int number;
        public @Nullable String text;
        public @Nullable Color color;
        public List<String> list = List.of("default");
        private final List<Integer> filled = new ArrayList<>();

        public List<Integer> getFilled() {
            return filled;
        }
    }
}
