package dev.seamark.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessagesTest {

  @Test
  void json_conversation() {
    String json =
        new Messages()
            .text("user", "say \"hi\"\n\\o/ \u0001")
            .toolCall("c1", "greet", "{\"loud\":true}")
            .toolResult("c1", "{\"ok\":1}")
            .json();

    assertThat(json)
        .isEqualTo(
            quoted(
                "[{'role':'user','parts':[{'type':'text','content':'say \\'hi\\'\\n\\\\o/ \\u0001'}]},"
                    + "{'role':'assistant','parts':[{'type':'tool_call','id':'c1','name':'greet',"
                    + "'arguments':{'loud':true}}]},"
                    + "{'role':'tool','parts':[{'type':'tool_call_response','id':'c1',"
                    + "'response':{'ok':1}}]}]"));
  }

  @Test
  void answer_text() {
    assertThat(Messages.answer("yes"))
        .isEqualTo(
            quoted(
                "[{'role':'assistant','parts':[{'type':'text','content':'yes'}],"
                    + "'finish_reason':'stop'}]"));
  }

  private static String quoted(String json) {
    return json.replace('\'', '"');
  }
}
