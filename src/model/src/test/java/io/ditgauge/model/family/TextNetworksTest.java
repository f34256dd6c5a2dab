package io.ditgauge.model.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.arch.Counts;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.TextNetwork;
import io.ditgauge.model.config.ConfigFiles;
import io.ditgauge.model.config.Imported;
import io.ditgauge.model.preset.Preset;
import io.ditgauge.model.preset.Presets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextNetworksTest {
  private static TextNetwork network(String preset) {
    return (TextNetwork) Presets.of(preset).network();
  }

  private static Imported read(String json) {
    return Families.read("config.json", ConfigFiles.parse("config.json", json));
  }

  private static TextNetwork network(String name, String rest) {
    return (TextNetwork) read("{\"_class_name\": \"" + name + "\"" + rest + "}").network();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "T5-XXL", "UMT5-XXL", "CLIP-L", "CLIP-L-projected", "OpenCLIP-bigG", "Llama-3.1-8B",
        "Qwen2.5-VL-7B", "Gemma-2-2B", "Llama-2-7B", "Llama-2-13B", "Llama-2-70B", "Llama-3-8B",
        "Mistral-7B", "Mixtral-8x7B"
      })
  void parametersAreThoseOfTheCheckpoint(String name) {
    Preset preset = Presets.of(name);
    assertEquals(preset.checkpoint().orElseThrow().parameters(), preset.network().parameters());
  }

  /** The encoder of HunyuanVideo: Llama-3-8B without its head, with 64 more tokens. */
  @Test
  void theLlavaEncoderIsLlama3WithoutHeadAndWithAFewMoreTokens() {
    long llama = Presets.of("Llama-3-8B").checkpoint().orElseThrow().parameters();
    long expected = llama - 128_256L * 4096 + 64 * 4096;
    assertEquals(expected, network("LLaVA-Llama-3-8B").parameters());
  }

  /**
   * Sources: keras-team/keras-hub@0e1444fdf gpt2_presets.py; for GPT-3, Brown et al., arXiv
   * 2005.14165, table D.1: 174600 million.
   */
  @ParameterizedTest
  @CsvSource({
    "768, 12, 12, 124439808",
    "1024, 24, 16, 354823168",
    "1280, 36, 20, 774030080",
    "1600, 48, 25, 1557611200"
  })
  void gpt2HasThePublishedParameters(long width, long layers, long heads, long parameters) {
    String shape = ", \"n_embd\": " + width + ", \"n_layer\": " + layers + ", \"n_head\": " + heads;
    assertEquals(parameters, network("GPT2LMHeadModel", shape).parameters());
    assertEquals(parameters, network("GPT2Model", shape).parameters());
  }

  @Test
  void gpt3HasThePublishedParameters() {
    assertEquals(1, network("GPT-3-175B").parameters() / 174_600e6, 5e-5);
  }

  /** Source: keras-team/keras-hub@02aeee5f1 gemma_presets.py. */
  @Test
  void gemma2Of9BillionHasThePublishedParameters() {
    TextNetwork gemma =
        network(
            "Gemma2ForCausalLM",
            ", \"hidden_size\": 3584, \"intermediate_size\": 14336, \"num_hidden_layers\": 42,"
                + " \"num_attention_heads\": 16, \"num_key_value_heads\": 8");
    assertEquals(9_241_705_984L, gemma.parameters());
  }

  /** Source: Jiang et al., arXiv 2401.04088, section 2.2: 47B parameters, of which 13B active. */
  @Test
  void aTokenMeetsTwoExpertsOfEight() {
    ForwardPass pass = network("Mixtral-8x7B").forward(1, 1);
    long idle = 6L * 32 * 3 * 4096 * 14336;
    assertEquals(pass.parameters() - idle, pass.activeParameters());
    assertEquals(13, Math.round(pass.activeParameters() / 1e9));
    assertEquals(47, Math.round(pass.parameters() / 1e9));
  }

  /** The rule 2 N a token, but for the look-up, the norms, and attention, which it leaves out. */
  @Test
  void aForwardPassIsTwiceTheMultipliedParameters() {
    ForwardPass pass = network("Llama-2-70B").forward(1000, 1);
    long lookedUp = 32_000L * 8192;
    long norms = 161L * 8192;
    assertEquals(
        2 * 1000 * (pass.parameters() - lookedUp - norms), pass.counts().linearFlops().exact());
    assertEquals(4L * 80 * 8192 * 1000 * 1000, pass.counts().attentionFlops().exact());
  }

  /** Sequences are independent: a batch of one of 2 T is not a batch of two of T. */
  @Test
  void attentionIsCountedOverTheWholeSequenceAndNotHalved() {
    TextNetwork llama = network("Llama-2-7B");
    Counts two = llama.forward(1024, 2).counts();
    Counts one = llama.forward(2048, 1).counts();
    assertEquals(two.linearFlops(), one.linearFlops());
    assertEquals(2 * two.attentionFlops().exact(), one.attentionFlops().exact());
    assertEquals(4L * 32 * 4096 * 2048 * 2048, one.attentionFlops().exact());
  }

  /** The seed of the comparison: 2 x (2 x 220e9) x 1000 FLOP for a document. */
  @Test
  void theAssumedModelWorksAsTheRuleAssumes() {
    ForwardPass pass = network("GPT-4-assumed").forward(1000, 1);
    assertEquals(8.8e14, pass.counts().flops().value(), 1e-6 * 8.8e14);
    assertEquals(1, pass.activeParameters() / 440e9, 1e-6);
    assertEquals(1, pass.parameters() / (8 * 220e9), 1e-6);
    assertTrue(Presets.of("GPT-4-assumed").sources().get("*").startsWith("Assumption"));
  }

  @Test
  void theHeadRunsOnlyInTheClassesThatHaveOne() {
    String shape = ", \"vocab_size\": 1000, \"hidden_size\": 64, \"num_attention_heads\": 4";
    long with = network("LlamaForCausalLM", shape).forward(8, 1).counts().macs().exact();
    long without = network("LlamaModel", shape).forward(8, 1).counts().macs().exact();
    assertEquals(8L * 64 * 1000, with - without);
  }

  @Test
  void aTiedHeadMultipliesAndHoldsNoWeights() {
    String shape = ", \"vocab_size\": 1000, \"hidden_size\": 64, \"num_attention_heads\": 4";
    TextNetwork own = network("LlamaForCausalLM", shape);
    TextNetwork tied = network("LlamaForCausalLM", shape + ", \"tie_word_embeddings\": true");
    assertEquals(64_000, own.parameters() - tied.parameters());
    assertEquals(own.forward(8, 1).counts().macs(), tied.forward(8, 1).counts().macs());
  }

  /** modeling_t5.py has one table of 32 x H, modeling_umt5.py one in each layer. */
  @Test
  void t5HasOneTableOfPositionsAndUmt5OneInEachLayer() {
    String shape =
        ", \"d_model\": 64, \"d_ff\": 128, \"num_heads\": 4, \"d_kv\": 16, \"num_layers\": 5,"
            + " \"vocab_size\": 100, \"feed_forward_proj\": \"gated-gelu\"";
    long t5 = network("T5EncoderModel", shape).parameters();
    long umt5 = network("UMT5EncoderModel", shape).parameters();
    assertEquals(4 * 32 * 4, umt5 - t5);
  }

  @Test
  void theGateIsAThirdMatrix() {
    String shape = ", \"d_model\": 64, \"d_ff\": 128, \"num_heads\": 4, \"d_kv\": 16";
    long plain = network("T5EncoderModel", shape).parameters();
    long gated =
        network("T5EncoderModel", shape + ", \"feed_forward_proj\": \"gated-gelu\"").parameters();
    assertEquals(6L * 64 * 128, gated - plain);
  }

  @ParameterizedTest
  @CsvSource({
    "llama, LlamaForCausalLM",
    "mistral, MistralForCausalLM",
    "mixtral, MixtralForCausalLM",
    "qwen2, Qwen2ForCausalLM",
    "qwen2_5_vl, Qwen2_5_VLForConditionalGeneration",
    "gemma2, Gemma2ForCausalLM",
    "t5, T5EncoderModel",
    "umt5, UMT5EncoderModel",
    "clip_text_model, CLIPTextModel",
    "gpt2, GPT2LMHeadModel"
  })
  void aModelTypeAloneIsEnough(String type, String className) {
    assertEquals(className, read("{\"model_type\": \"" + type + "\"}").network().className());
    String unknown = "{\"architectures\": [\"Unheard\"], \"model_type\": \"" + type + "\"}";
    assertEquals(className, read(unknown).network().className());
  }

  /** Source: configuration_llama.py, whose defaults are those of the 7B model. */
  @Test
  void missingKeysAreTheLibrarysDefaultsAndSaidToBe() {
    Imported llama = read("{\"architectures\": [\"LlamaForCausalLM\"], \"mystery\": 1}");
    assertEquals(6_738_415_616L, llama.network().parameters());
    assertTrue(llama.assumed().contains("intermediate_size=11008"), llama.assumed().toString());
    assertEquals(List.of("mystery"), llama.unknown());
  }

  @Test
  void theTextPartOfAVisionModelIsFoundAtTheTopAndInside() {
    String keys =
        "\"hidden_size\": 3584, \"intermediate_size\": 18944, \"num_hidden_layers\": 28,"
            + " \"num_attention_heads\": 28, \"num_key_value_heads\": 4";
    TextNetwork top = network("Qwen2_5_VLForConditionalGeneration", ", " + keys);
    TextNetwork inside =
        network("Qwen2_5_VLForConditionalGeneration", ", \"text_config\": {" + keys + "}");
    assertEquals(7_615_616_512L, top.parameters());
    assertEquals(top, inside);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "CLIPTextModel; \"num_attention_heads\": 7; heads must divide width: heads=7, width=512",
        "LlamaModel; \"num_attention_heads\": 0; heads must be between 1 and 2^40: heads=0",
        "LlamaModel; \"num_key_value_heads\": 5; kvHeads must divide heads: kvHeads=5, heads=32",
        "LlamaModel; \"hidden_act\": \"sine\"; hidden_act must be one of silu",
        "T5EncoderModel; \"feed_forward_proj\": \"gated-sine\"; feed_forward_proj must be one of",
        "MixtralModel; \"num_experts_per_tok\": 9; active must be at most experts: active=9",
        "MixtralModel; \"hidden_act\": \"gelu\"; hidden_act must be silu in experts",
        "AssumedExperts; \"experts\": 8; expert_parameters is missing"
      })
  void impossibleValuesAreRefusedWithPlaceAndRule(String name, String key, String message) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> network(name, ", " + key).parameters());
    assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
  }

  @Test
  void aTextLongerThanTheLearnedPositionsIsRefused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> network("CLIP-L").forward(78, 1))
            .getMessage();
    assertTrue(message.contains("tokens=78, positions=77"), message);
  }

  @Test
  void whatIsLeftOutIsSaid() {
    for (String name : List.of("Llama-2-7B", "CLIP-L", "T5-XXL", "GPT-3-175B", "GPT-4-assumed")) {
      assertFalse(network(name).leftOut().isEmpty(), name);
    }
    assertTrue(network("GPT-3-175B").leftOut().toString().contains("banded"));
  }
}
