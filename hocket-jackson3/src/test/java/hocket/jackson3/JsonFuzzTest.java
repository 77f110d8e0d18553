package hocket.jackson3;

import hocket.core.JsonFuzzContract;
import tools.jackson.databind.JsonNode;

class JsonFuzzTest extends JsonFuzzContract {
    JsonFuzzTest() {
        super(new Jackson3Codec(), JsonNode.class);
    }
}
