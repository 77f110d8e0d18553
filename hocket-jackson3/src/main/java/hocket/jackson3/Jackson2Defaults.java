package hocket.jackson3;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Month;
import java.time.Year;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AccessorNamingStrategy;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.DefaultAccessorNamingStrategy;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** What Jackson 3 must be told to write and read as Jackson 2 does, beyond what it offers for that itself. */
final class Jackson2Defaults {
    private Jackson2Defaults() {}

    static JsonMapper.Builder builder() {
        return JsonMapper.builderWithJackson2Defaults()
                .accessorNaming(new Names())
                .addModule(new SimpleModule("hocket.jackson2")
                        .addSerializer(Locale.class, ToStringSerializer.instance)
                        .addSerializer(Month.class, ToStringSerializer.instance))
                .withCoercionConfig(
                        Month.class, empty -> empty.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                .withConfigOverride(
                        Year.class, text -> text.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING)));
    }

    /** {@code getURL} is of {@code url} and not of {@code URL}, and {@code geturl} is too. */
    private static final class Names extends DefaultAccessorNamingStrategy.Provider {
        private static final long serialVersionUID = 1;

        @Override
        public AccessorNamingStrategy forPOJO(MapperConfig<?> config, AnnotatedClass bean) {
            return new Naming(config, bean);
        }
    }

    private static final class Naming extends DefaultAccessorNamingStrategy {
        Naming(MapperConfig<?> config, AnnotatedClass bean) {
            super(config, bean, "set", "get", "is", null);
        }

        @Override
        protected @Nullable String stdManglePropertyName(String method, int prefix) {
            int lower = prefix;
            while (lower < method.length() && Character.toLowerCase(method.charAt(lower)) != method.charAt(lower)) {
                lower++;
            }
            String start = method.substring(prefix, lower).toLowerCase(Locale.ROOT);
            return prefix == method.length() ? null : start + method.substring(lower);
        }
    }
}
