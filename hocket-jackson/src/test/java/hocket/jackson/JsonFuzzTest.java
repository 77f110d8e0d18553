package hocket.jackson;

import com.fasterxml.jackson.databind.JsonNode;
import hocket.core.JsonFuzzContract;

class JsonFuzzTest extends JsonFuzzContract {
    JsonFuzzTest() {
        super(new JacksonCodec(), JsonNode.class);
    }
}
