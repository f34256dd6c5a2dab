  def linear_bias(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor, packed: bool) -> Tensor:
    return (self).linear(x, w, b, packed)
  def layer_norm(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.layer_norm(x, [torch.size(x, -1)], None, None, 1e-6)
  def layer_norm_affine(self: __torch__.Kernels, x: Tensor, gain: Tensor, shift: Tensor) -> Tensor:
    return torch.layer_norm(x, [torch.size(x, -1)], gain, shift, 1e-6)
  def rms_norm(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.rms_norm(x, [torch.size(x, -1)], None, 1e-6)
  def rms_norm_affine(self: __torch__.Kernels, x: Tensor, gain: Tensor) -> Tensor:
    return torch.rms_norm(x, [torch.size(x, -1)], gain, 1e-6)
  def group_norm(self: __torch__.Kernels, x: Tensor, gain: Tensor, shift: Tensor, groups: int) -> Tensor:
    return torch.group_norm(x, groups, gain, shift, 1e-6)
  def rotated(self: __torch__.Kernels, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    B = torch.size(x, 0)
    H = torch.size(x, 1)
    T = torch.size(x, 2)
    a, b = torch.unbind(torch.reshape(x, [B, H, T, -1, 2]), -1)
    first = torch.addcmul(torch.mul(a, cos), b, sin, value=-1)
    second = torch.addcmul(torch.mul(a, sin), b, cos)
    return torch.flatten(torch.stack([first, second], -1), 3)
  def elementwise_sigmoid(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.sigmoid(x)
  def elementwise_silu(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.silu(x)
  def elementwise_gelu(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.gelu(x, approximate="none")
  def elementwise_gelu_tanh(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.gelu(x, approximate="tanh")
  def elementwise_quick_gelu(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.mul(x, torch.sigmoid(torch.mul(x, 1.702)))
  def elementwise_relu(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.relu(x)
  def elementwise_tanh(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.tanh(x)
  def elementwise_scale(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.mul(x, 0.5)
  def elementwise_add(self: __torch__.Kernels, x: Tensor, y: Tensor) -> Tensor:
    return torch.add(x, y)
  def elementwise_multiply(self: __torch__.Kernels, x: Tensor, y: Tensor) -> Tensor:
    return torch.mul(x, y)
  def elementwise_modulate(self: __torch__.Kernels, x: Tensor, s: Tensor, t: Tensor) -> Tensor:
    return torch.addcmul(t, x, torch.add(s, 1.0))
  def elementwise_gated_residual(self: __torch__.Kernels, x: Tensor, y: Tensor, s: Tensor) -> Tensor:
    return torch.addcmul(x, s, y)
  def elementwise_softmax(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.softmax(x, -1)
  def sdpa(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor, causal: bool, grouped: bool) -> Tensor:
    return torch.scaled_dot_product_attention(q, k, v, None, 0., causal, scale=None, enable_gqa=grouped)
  def sdpa_choice(self: __torch__.Kernels, like: Tensor, q: List[int], k: List[int], causal: bool, grouped: bool) -> int:
    v = torch.new_empty(like, k)
    return torch._fused_sdp_choice(torch.new_empty(like, q), v, v, None, 0., causal, scale=None, enable_gqa=grouped)
  def factorised(self: __torch__.Kernels, qs: Tensor, ks: Tensor, vs: Tensor, qt: Tensor, kt: Tensor, vt: Tensor) -> List[Tensor]:
    return [torch.scaled_dot_product_attention(qs, ks, vs), torch.scaled_dot_product_attention(qt, kt, vt)]
  def linear_attention(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    K = torch.size(v, 3)
    ones = torch.constant_pad_nd(v, [0, 1], 1.0)
    state = torch.matmul(torch.transpose(torch.relu(k), 2, 3), ones)
    sums = torch.matmul(torch.relu(q), state)
    total = torch.add(torch.to(torch.slice(sums, 3, K, torch.add(K, 1)), 6), 1e-15)
    return torch.to(torch.div(torch.slice(sums, 3, 0, K), total), ops.prim.dtype(q))
  def conv(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Optional[Tensor], stride: List[int], padding: List[int], uneven: List[int], groups: int) -> Tensor:
    if torch.gt(torch.len(uneven), 0):
      padded = torch.constant_pad_nd(x, uneven, 0)
    else:
      padded = x
    ones = torch.mul([1], torch.len(stride))
    zeros = torch.mul([0], torch.len(stride))
    return torch.convolution(padded, w, b, stride, padding, ones, False, zeros, groups)
  def conv_bias(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor, stride: List[int], padding: List[int], uneven: List[int], groups: int) -> Tensor:
    return (self).conv(x, w, b, stride, padding, uneven, groups)
  def conv_no_bias(self: __torch__.Kernels, x: Tensor, w: Tensor, stride: List[int], padding: List[int], uneven: List[int], groups: int) -> Tensor:
    return (self).conv(x, w, None, stride, padding, uneven, groups)
  def patch_embed(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor, patch: List[int]) -> Tensor:
    zeros = torch.mul([0], torch.len(patch))
    y = (self).conv(x, w, b, patch, zeros, annotate(List[int], []), 1)
    return torch.transpose(torch.flatten(y, 2), 1, 2)
  def patch_product(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor, grid: List[int], patch: List[int]) -> Tensor:
    B = torch.size(x, 0)
    C = torch.size(x, 1)
    cut = torch.reshape(x, [B, C, grid[0], patch[0], grid[1], patch[1], grid[2], patch[2]])
    rows = torch.permute(cut, [0, 2, 4, 6, 1, 3, 5, 7])
    T = torch.mul(torch.mul(grid[0], grid[1]), grid[2])
    return torch.linear(torch.reshape(rows, [B, T, -1]), torch.flatten(w, 1), b)
  def unpatchify(self: __torch__.Kernels, x: Tensor, grid: List[int], patch: List[int]) -> Tensor:
    B = torch.size(x, 0)
    u = torch.reshape(x, [B, grid[0], grid[1], grid[2], patch[0], patch[1], patch[2], -1])
    return torch.contiguous(torch.permute(u, [0, 7, 1, 4, 2, 5, 3, 6]))
  def resample(self: __torch__.Kernels, x: Tensor, factor: List[int]) -> Tensor:
    B, C, F, H, W = torch.size(x)
    u = torch.reshape(x, [B, C, F, 1, H, 1, W, 1])
    return torch.contiguous(torch.expand(u, [B, C, F, factor[0], H, factor[1], W, factor[2]]))
  def table_add(self: __torch__.Kernels, x: Tensor, table: Tensor) -> Tensor:
    return torch.add(x, torch.slice(table, 0, 0, torch.size(x, 1)))
  def gated(self: __torch__.Kernels, both: Tensor) -> Tensor:
    gate, up = torch.chunk(both, 2, -1)
    return torch.mul(torch.silu(gate), up)
  def gated_mlp(self: __torch__.Kernels, x: Tensor, w1: Tensor, w2: Tensor, packed: bool) -> Tensor:
    return (self).linear((self).gated((self).linear(x, w1, None, packed)), w2, None, packed)
  def gated_mlp_bias(self: __torch__.Kernels, x: Tensor, w1: Tensor, b1: Tensor, w2: Tensor, b2: Tensor, packed: bool) -> Tensor:
    return (self).linear((self).gated((self).linear(x, w1, b1, packed)), w2, b2, packed)
  def conv_mlp(self: __torch__.Kernels, x: Tensor, w1: Tensor, b1: Tensor, wd: Tensor, bd: Tensor, w2: Tensor) -> Tensor:
    wide = torch.silu((self).conv(x, w1, b1, [1, 1], [0, 0], annotate(List[int], []), 1))
    mixed = (self).conv(wide, wd, bd, [1, 1], [1, 1], annotate(List[int], []), torch.size(wide, 1))
    value, gate = torch.chunk(mixed, 2, 1)
    return (self).conv(torch.mul(value, torch.silu(gate)), w2, None, [1, 1], [0, 0], annotate(List[int], []), 1)
  def attention_naive(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    scale = torch.div(1.0, torch.sqrt(torch.size(q, 3)))
    scores = torch.mul_(torch.matmul(q, torch.transpose(k, 2, 3)), scale)
    return torch.matmul(torch.softmax(scores, -1), v)
  def attention_chunked(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor, chunk: int) -> Tensor:
    scaled = torch.mul(q, torch.div(1.0, torch.sqrt(torch.size(q, 3))))
    most = torch.to(torch.full_like(torch.slice(q, 3, 0, 1), -inf), 6)
    total = torch.zeros_like(most)
    sums = torch.to(torch.zeros_like(q), 6)
    for i in range(torch.floordiv(torch.add(torch.size(k, 2), torch.sub(chunk, 1)), chunk)):
      start = torch.mul(i, chunk)
      end = torch.add(start, chunk)
      scores = torch.to(torch.matmul(scaled, torch.transpose(torch.slice(k, 2, start, end), 2, 3)), 6)
      greatest = torch.maximum(most, torch.amax(scores, [-1], True))
      weights = torch.exp_(torch.sub_(scores, greatest))
      shrunk = torch.exp(torch.sub(most, greatest))
      total = torch.add(torch.mul(total, shrunk), torch.sum(weights, [-1], True))
      product = torch.matmul(torch.to(weights, ops.prim.dtype(v)), torch.slice(v, 2, start, end))
      sums = torch.add(torch.mul(sums, shrunk), product)
      most = greatest
    return torch.to(torch.div(sums, total), ops.prim.dtype(q))
