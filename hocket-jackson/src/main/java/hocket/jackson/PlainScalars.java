package hocket.jackson;

import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hocket.core.spi.Scalars;

/** Whether a mapper would do with scalars what is done without it. */
final class PlainScalars {
    private static final ObjectMapper PLAIN = new JsonMapper();

    private PlainScalars() {}

    static boolean isPlain(ObjectMapper mapper) {
        if (mapper.isEnabled(SerializationFeature.WRAP_ROOT_VALUE)
                || mapper.isEnabled(DeserializationFeature.UNWRAP_ROOT_VALUE)
                || mapper.isEnabled(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
                || mapper.isEnabled(DeserializationFeature.USE_LONG_FOR_INTS)) {
            return false;
        }
        try {
            for (Class<?> type : Scalars.WRITTEN) {
                if (serializer(mapper, type) != serializer(PLAIN, type)) {
                    return false;
                }
            }
            for (Class<?> type : Scalars.READ) {
                if (deserializer(mapper, type) != deserializer(PLAIN, type)) {
                    return false;
                }
            }
            return true;
        } catch (JsonMappingException e) {
            return false; // it cannot do one of them, and says why when it is asked to
        }
    }

    private static Class<?> serializer(ObjectMapper mapper, Class<?> type) throws JsonMappingException {
        SerializerProvider provider = mapper.getSerializerProviderInstance();
        return provider.findTypedValueSerializer(type, false, null).getClass();
    }

    private static Class<?> deserializer(ObjectMapper mapper, Class<?> type) throws JsonMappingException {
        DeserializationConfig config = mapper.getDeserializationConfig();
        DefaultDeserializationContext blueprint = (DefaultDeserializationContext) mapper.getDeserializationContext();
        return blueprint
                .createDummyInstance(config)
                .findRootValueDeserializer(mapper.constructType(type))
                .getClass();
    }
}
