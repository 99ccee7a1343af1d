"""The glossary's first half: learning from data, optimisation, mathematics, models, measures."""

FIELD = """
# learning from data
machine learning: machine learning, ml | машинн* обучени*
deep learning: deep learning, dl | глубок* обучени*
supervised: supervised | обучени* с учител*
unsupervised: unsupervised | обучени* без учител*
self-supervised: self supervised | самообуч*
reinforcement learning: reinforcement learning, rl | обучени* с подкреплени*
transfer learning: transfer learning, pretrain*, pre trained | перенос* обучени*, предобуч*
fine-tuning: fine tun*, finetun* | дообуч*, файнтюн*, тонк* настройк*
train: train* | обуч*, тренир*
inference: inference | инференс*
neural network: neural network, neural net, nn, neural | нейросет*, нейрон* сет*, нейронк*
neuron: neuron, perceptron | нейрон, перцептрон*, персептрон*
layer: layer | слой, слоя, слои, слоев, слоёв, слою, слое, слоям*, слоем
hidden layer: hidden layer, hidden unit | скрыт* сло*
linear layer: nn.Linear, linear layer, fully connected, dense layer | линейн* сло*, полносвязн*
sequential: nn.Sequential, sequential container | последовательн* модел*
mlp: mlp, multilayer perceptron | многослойн* перцептрон*, многослойн* персептрон*
activation: activation | активаци*
relu: relu, nn.ReLU, rectified linear | релу
sigmoid: sigmoid, logistic function | сигмоид*
tanh: tanh, hyperbolic tangent | гиперболическ* тангенс*
softmax: softmax | софтмакс*
weight: weight | вес, веса, весов, весам, весами, весах
bias term: bias term, bias | смещени*
parameter: parameter, param, nn.Parameter | параметр*
hyperparameter: hyperparameter, hyper parameter, hyperparam | гиперпараметр*
initialization: weight init*, initiali*, init, initial parameter, initial weight,
    initial value, starting point, starting weight | инициа*, начальн* вес*, начальн* значен*
epoch: epoch | эпох*
batch: batch | батч*, пакет данн*
minibatch: mini batch, minibatch | мини батч*, минибатч*
batch size: batch size | размер* батч*
batch norm: batch norm, batchnorm*, batch normali* | батч норм*, батчнорм*, пакетн* нормализ*
layer norm: layer norm, layernorm, layer normali* | нормализ* сло*
normalization: normali* | нормализ*, нормировк*, нормиров*
standardization: standardi*, z score | стандартиз*
dropout: dropout | дропаут*
regularization: regulari*, weight decay | регуляриз*
l1: l1, lasso | лассо
l2: l2, ridge | гребнев*
overfitting: overfit* | переобуч*, оверфит*
underfitting: underfit* | недообуч*
generalization: generali* | обобщ*
early stopping: early stop* | ранн* остановк*
bias-variance: bias variance | смещени* и разброс*, смещени* дисперси*
data augmentation: augment* | аугмент*
dataset: dataset, data set | датасет*, набор* данн*, выборк*
training set: train* set, train* data, training dataset | обучающ* выборк*, тренировочн* выборк*
validation: validation | валидац*, валидир*
test set: test set, hold out, holdout | тестов* выборк*, отложенн* выборк*
cross-validation: cross validat*, crossvalid*, k fold, kfold | кросс валидац*, кроссвалид*,
    перекрёстн* проверк*, перекрестн* проверк*
data leak: data leak*, leakage, target leak* | утечк* данн*
data loader: dataloader, data loader, DataLoader | даталоадер*, загрузчик* данн*
shuffle: shuffl* | перемеш*, тасов*
seed: random seed, seed, manual_seed, torch.manual_seed | сид, сида, сиды, сидов, сидом
randomness: random* | случайн*, рандом*
reproducibility: reproducib*, determinis* | воспроизводим*, детерминир*
label: label, annotation | метк*, разметк*
feature: feature | признак*, фич*
embedding: embed* | эмбеддинг*, вложени*
one-hot: one hot, onehot | ван хот, уан хот
class imbalance: imbalanc* | дисбаланс*
outlier: outlier | выброс*
noise: noise, noisy | шум, шума, шумы, шумом, зашумл*
missing values: missing value, nan value, imput* | пропуск* в данн*, пропущенн* значен*

# optimisation
optimization: optimi* | оптимиз*
gradient: gradient, grad | градиент*
gradient descent: gradient descent, gd, steepest descent | градиентн* спуск*
sgd: sgd, stochastic gradient descent | стохастическ* градиентн* спуск*
momentum: momentum, nesterov | импульс*, моментум*
adam: adam, adamw, optim.Adam | адам, адама
rmsprop: rmsprop | рмспроп
learning rate: learning rate, lr, step size | скорост* обучени*, темп обучени*, темпа обучени*, шаг
    обучени*, шага обучени*, размер* шаг*, лернинг рейт*
scheduler: scheduler, lr schedule, warmup, cosine annealing | планировщик*, шедулер*, прогрев*
gradient clipping: gradient clip*, clip* gradient, clip_grad_norm_ | обрез* градиент*, клиппинг*
vanishing gradient: vanish* gradient, gradient* vanish | затух* градиент*, исчез* градиент*
exploding gradient: explod* gradient, gradient* explod* | взрыв* градиент*
blow up: blow up, blew up, blows up, blowing up, blown up, explod*, explosion, diverg* | взрыв*,
    взорв*, расходи*, разош*, разлета*, разлете*
overflow: overflow*, inf, infinity | переполн*, бесконечност*
nan: nan | нан, наны, не число
underflow: underflow* | исчезновени* порядк*
precision of floats: floating point, float32, float64, fp32, fp64, double precision | плавающ*
    точк*, плавающ* запят*, двойн* точност*
half precision: half precision, fp16, float16, bf16, bfloat16, mixed precision, amp | половинн*
    точност*, смешанн* точност*
convergence: converg* | сходи*, сошел*, сошёл*, сойдет*, сойдёт*
loss: loss, cost function, objective function | лосс*, потерь, потер*
mse: mse, mean squared error, squared error | среднеквадратичн*, мсе
cross-entropy: cross entropy, crossentropy, nll, log loss, logloss | кросс энтропи*, кроссэнтропи*,
    перекрёстн* энтропи*, перекрестн* энтропи*
entropy: entropy | энтропи*
kl divergence: kl divergence, kullback leibler, kl | кульбак*
backpropagation: backprop*, back propagation, backward pass, loss.backward | обратн* распростран*,
    бэкпроп*, обратн* проход*
forward pass: forward pass, forward method | прям* проход*, прям* распростран*
autograd: autograd, automatic differentiation, autodiff, auto differentiation | автоград*,
    автоматическ* дифференц*, автодифф*
computation graph: computation* graph, compute graph | вычислительн* граф*, граф* вычислени*
call graph: call graph, callgraph, call tree | граф* вызов*, граф* вызыва*, дерев* вызов*, схем*
    вызов*, схем* вызыва*
chain rule: chain rule | цепн* правил*, правил* цепочк*, сложн* функци*
zero_grad: zero_grad, zero grad, optimizer.zero_grad, zeroing gradient | обнул* градиент*
no_grad: no_grad, torch.no_grad, inference_mode | без градиент*
local minimum: local minim* | локальн* минимум*
saddle point: saddle | седлов*
convexity: convex* | выпукл*
newton's method: newton*, second order method | метод* ньютон*
lbfgs: lbfgs, bfgs, l bfgs | квазиньютон*
closed form: closed form, normal equation | замкнут* форм*, нормальн* уравнен*, аналитическ* решен*
least squares: least square, ols, lstsq | наименьш* квадрат*, мнк
grid search: grid search, gridsearch* | перебор* по сетк*, поиск* по сетк*
random search: random search | случайн* поиск*
bayesian optimization: bayesian optimi*, optuna | байесовск* оптимиз*, оптун*

# mathematics
derivative: derivative, differentiat* | производн*, дифференцир*
jacobian: jacobian, jacobi | якобиан*
hessian: hessian | гессиан*
matrix: matrix, matrices | матриц*
matrix multiplication: matmul, matrix multipl*, matrix product | умножени* матриц*, перемнож*
    матриц*
vector: vector | вектор*
tensor: tensor | тензор*
dot product: dot product, inner product, scalar product | скалярн* произведен*
eigenvalue: eigen* | собственн* значени*, собственн* вектор*
svd: svd, singular value | сингулярн* разложени*
rank: low rank, matrix rank | ранг*
condition number: condition number, ill condition*, conditioning | обусловлен*
vandermonde: vandermonde | вандермонд*
polynomial: polynomial, poly | полином*, многочлен*
quadratic: quadratic, parabola | квадратичн*, парабол*
cubic: cubic, third degree, degree 3 | кубическ*, третьей степен*
quintic: quintic, fifth degree, degree 5 | пятой степен*, квинтик*
degree: degree, higher order | степен*
coefficient: coefficient, coeff | коэффициент*
sine: sine, sin, sinus | синус*
cosine: cosine, cos | косинус*
cosine similarity: cosine similarity, cosine distance | косинусн* расстояни*, косинусн* близост*,
    косинусн* сходств*
taylor: taylor | тейлор*
fourier: fourier, fft | фурье
legendre: legendre | лежандр*
chebyshev: chebyshev, chebyshev | чебыш*
interpolation: interpol* | интерполяц*, интерполир*
extrapolation: extrapol* | экстраполяц*, экстраполир*
approximation: approximat* | аппроксим*, приближ*
fit: fit, fits, fitting, fitted, curve fit* | подгон*, подогн*, фит, фита, фиты, фитов, фитить
basis: basis | базис*
norm: norm, frobenius | норма вектор*, норму вектор*, норма матриц*
integral: integral, integrat* | интеграл*, интегрир*
probability: probabilit* | вероятност*
prior: prior, priors, prior distribution | приор, приоры, приоров, априорн*
distribution: distribution | распределени*
gaussian: gaussian, normal distribution | гаусс*, нормальн* распределени*
bayes: bayes, bayesian, naive bayes | байес*
likelihood: likelihood, mle | правдоподоби*
variance: variance, standard deviation, std | дисперси*, стандартн* отклонени*
mean: mean value, average | средн* значени*, среднее
median: median | медиан*
covariance: covarianc* | ковариац*
correlation: correlat* | корреляц*, коррелир*
hypothesis test: p value, t test, hypothesis testing, statistical significance | проверк* гипотез*,
    статистическ* значим*
confidence interval: confidence interval, error bar | доверительн* интервал*
monte carlo: monte carlo, mcmc | монте карло
markov chain: markov | марков*

# models and tasks
regression: regress* | регресс*
linear regression: linear regression | линейн* регресс*
logistic regression: logistic regression, logreg | логистическ* регресс*
classification: classif* | классифик*
clustering: cluster* | кластер*
k-means: k means, kmeans | к средних
knn: knn, nearest neighbo* | ближайш* сосед*
svm: svm, support vector | опорн* вектор*
kernel trick: kernel trick, kernel method | ядров* трюк*
pca: pca, principal component | главн* компонент*
tsne: tsne, t sne, umap | тсне
dimensionality reduction: dimension* reduction | снижени* размерност*, понижени* размерност*
decision tree: decision tree | дерев* решени*, решающ* дерев*
random forest: random forest | случайн* лес*
boosting: boosting, xgboost, lightgbm, catboost, adaboost | бустинг*
ensemble: ensembl*, bagging, stacking | ансамбл*, бэггинг*, стекинг*
cnn: cnn, convnet, convolutional network, convolutional neural network | сверточн* сет*, свёрточн*
    сет*, сверточн* нейро*, свёрточн* нейро*
convolution: convol*, conv, conv2d, nn.Conv2d, conv1d | свертк*, свёртк*, сверточн*, свёрточн*
pooling: pooling, maxpool*, max pool | пулинг*
stride: stride | страйд*, шаг* свертк*, шаг* свёртк*
padding: padding | паддинг*
residual: residual connection, skip connection, resnet* | остаточн* связ*, резнет*
rnn: rnn, recurrent | рекуррентн*
lstm: lstm, gru | лстм
transformer: transformer | трансформер*
attention: attention | внимани*, аттеншн
positional encoding: positional encod*, positional embed* | позиционн* кодиров*, позиционн*
    эмбеддинг*
encoder: encoder | энкодер*, кодировщик*
decoder: decoder | декодер*, декодировщик*
autoencoder: autoencoder, vae | автоэнкодер*, автокодировщик*
gan: gan, generative adversarial | ган, генеративн* состязат*
diffusion: diffusion | диффуз*
llm: llm, large language model, gpt*, chatgpt | больш* языков* модел*, ллм
token: tokeni*, bpe, byte pair | токениз*, токен*
prompt: prompt* | промпт*
rag: rag, retrieval augment* | поисков* дополнени*
lora: lora, qlora | лора
quantization: quanti* | квантиз*, квантов*
distillation: distill* | дистилляц*
pruning: prun* | прунинг*, прореж*
nlp: nlp, natural language processing | обработк* естественн* язык*
computer vision: computer vision, cv, opencv, cv2 | компьютерн* зрени*
object detection: object detect*, yolo* | детекц*, обнаружени* объект*
segmentation: segmentation, unet, u net | сегментац*
time series: time series, forecasting | временн* ряд*
recommender: recommend* | рекомендат*
anomaly: anomal* | аномал*
bellman: bellman, value function | беллман*
q-learning: q learning, dqn | к обучени*
policy gradient: policy gradient, ppo, reinforce algorithm, actor critic | градиент* политик*,
    градиент* стратег*
exploration: epsilon greedy, exploration exploitation | исследовани* среды

# measuring
accuracy: accuracy | аккураси, точност*
precision and recall: precision recall, precision and recall | точност* и полнот*
recall: recall | полнот*
f1: f1, f score | ф мера, ф1
roc auc: roc, auc | рок аук
confusion matrix: confusion matrix | матриц* ошибок, матриц* путаниц*
r2: r2, r squared, coefficient of determination | коэффициент* детерминац*
metric: metric | метрик*
baseline: baseline | бейзлайн*, базов* модел*
benchmark: benchmark*, timeit | бенчмарк*
speed: speed, speedup, faster, fast, slow, slower, slowness, performance | быстр*, скорост*, ускор*,
    медленн*, тормоз*, производительност*
profiling: profil* | профил*
ablation: ablation | абляц*
learning curve: learning curve, loss curve, training curve | крив* обучени*
visualization: visuali*, plot*, chart | визуализ*, график*
tracking: experiment tracking, mlflow, wandb, weights and biases, tensorboard | трекинг*,
    тензорборд*
"""
