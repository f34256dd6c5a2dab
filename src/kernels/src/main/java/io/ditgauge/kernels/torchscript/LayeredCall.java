package io.ditgauge.kernels.torchscript;

import io.ditgauge.kernels.Kernel;
import java.util.List;

/**
 * The calls of layers, one after the other. As in a model there is one output at a time: the next
 * call gets the memory of the one before it.
 */
final class LayeredCall implements Kernel {
  private final List<ScriptCall> layers;
  private int last;

  LayeredCall(List<ScriptCall> layers) {
    this.layers = List.copyOf(layers);
    this.last = layers.size() - 1;
  }

  @Override
  public Object run() {
    Object result = launch();
    finish();
    return result;
  }

  @Override
  public Object launch() {
    int before = last;
    last = (last + 1) % layers.size();
    Object result = layers.get(last).launch();
    if (before != last) {
      layers.get(before).release();
    }
    return result;
  }

  @Override
  public void finish() {
    layers.get(last).finish();
  }

  @Override
  public float[] output() {
    return layers.get(last).output();
  }

  @Override
  public void close() {
    layers.forEach(ScriptCall::close);
  }
}
