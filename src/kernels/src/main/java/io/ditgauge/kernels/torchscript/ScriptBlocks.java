package io.ditgauge.kernels.torchscript;

import io.ditgauge.kernels.Kernel;
import io.ditgauge.kernels.KernelRegistry;
import io.ditgauge.model.CrossBlock;
import io.ditgauge.model.JointBlock;
import io.ditgauge.model.SingleBlock;

/** Arguments of the methods of {@code blocks.py}. */
final class ScriptBlocks {
  private ScriptBlocks() {}

  static void register(KernelRegistry<ScriptCall.Builder> registry) {
    registry
        .with(JointBlock.class, ScriptBlocks::joint)
        .with(SingleBlock.class, ScriptBlocks::single)
        .with(CrossBlock.class, ScriptBlocks::cross);
  }

  private static Kernel joint(JointBlock op, ScriptCall.Builder call) {
    call.input("x", "y", "c", "cos", "sin");
    stream(op.batch(), op.batch() * op.tokens(), "", call);
    stream(op.batch(), op.batch() * op.textTokens(), "text.", call);
    return call.number(op.heads()).packed().asSeveral("joint_block");
  }

  private static void stream(long batch, long rows, String prefix, ScriptCall.Builder call) {
    call.linear(prefix + "wm", prefix + "bm", batch);
    call.linear(prefix + "wq", prefix + "bq", rows).linear(prefix + "wo", prefix + "bo", rows);
    call.input(prefix + "gq", prefix + "gk");
    call.linear(prefix + "w1", prefix + "b1", rows).linear(prefix + "w2", prefix + "b2", rows);
  }

  private static Kernel single(SingleBlock op, ScriptCall.Builder call) {
    long rows = op.batch() * op.tokens();
    long qkv = 3 * op.width();
    // One product each for what attention and the MLP read and write: no copies to split and join.
    return call.input("x", "c", "cos", "sin")
        .linear("wm", "bm", op.batch())
        .part("wq", 0, 0, qkv, rows)
        .part("bq", 0, 0, qkv)
        .part("wq", 0, qkv, qkv + op.hidden(), rows)
        .part("bq", 0, qkv, qkv + op.hidden())
        .input("gq", "gk")
        .part("wo", 1, 0, op.width(), rows)
        .part("wo", 1, op.width(), op.width() + op.hidden(), rows)
        .input("bo")
        .number(op.heads())
        .packed()
        .as("single_block");
  }

  private static Kernel cross(CrossBlock op, ScriptCall.Builder call) {
    long rows = op.batch() * op.tokens();
    return call.input("x", "y", "e", "cos", "sin", "table")
        .linear("wq", "bq", rows)
        .linear("wo", "bo", rows)
        .input("gq", "gk", "gain", "shift")
        .linear("wcq", "bcq", rows)
        .linear("wckv", "bckv", op.batch() * op.textTokens())
        .input("gcq", "gck")
        .linear("wco", "bco", rows)
        .linear("w1", "b1", rows)
        .linear("w2", "b2", rows)
        .number(op.heads())
        .packed()
        .as("cross_block");
  }
}
