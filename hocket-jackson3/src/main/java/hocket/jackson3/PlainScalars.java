package hocket.jackson3;

import hocket.core.spi.Scalars;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Whether a mapper would do with scalars what is done without it. */
final class PlainScalars {
    private static final ObjectMapper PLAIN = JsonMapper.shared();

    private PlainScalars() {}

    static boolean isPlain(ObjectMapper mapper) {
        if (mapper.isEnabled(SerializationFeature.WRAP_ROOT_VALUE)
                || mapper.isEnabled(DeserializationFeature.UNWRAP_ROOT_VALUE)
                || mapper.isEnabled(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
                || mapper.isEnabled(DeserializationFeature.USE_LONG_FOR_INTS)) {
            return false;
        }
        try {
            return Scalars.WRITTEN.stream().allMatch(type -> serializer(mapper, type) == serializer(PLAIN, type))
                    && Scalars.READ.stream().allMatch(type -> deserializer(mapper, type) == deserializer(PLAIN, type));
        } catch (JacksonException e) {
            return false; // it cannot do one of them, and says why when it is asked to
        }
    }

    private static Class<?> serializer(ObjectMapper mapper, Class<?> type) {
        return mapper._serializationContext()
                .findTypedValueSerializer(type, false)
                .getClass();
    }

    private static Class<?> deserializer(ObjectMapper mapper, Class<?> type) {
        return mapper._deserializationContext()
                .findRootValueDeserializer(mapper.constructType(type))
                .getClass();
    }
}
